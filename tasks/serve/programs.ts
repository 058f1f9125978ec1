/**
 * The programs that `deno task serve` is made of, and what each may do: what deno.json spells under
 * `permissions`, and what the task's flags add.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import config from "../../deno.json" with { type: "json" };

/** Which program: its file's name, and that of its permissions. */
export type ServeProgram = "http" | "reader";

/** What the flags of the task add to what a program may do. */
export interface Additions {
  /** What it listens on or asks, as `host:port`. */
  readonly net?: readonly string[];
  readonly read?: readonly string[];
  /** Where the packages really are, if `node_modules` is a link; libraries are loaded from there. */
  readonly packages?: string;
}

/**
 * The arguments of a deno that runs a program: nothing is asked, and no code comes from anywhere but the
 * project and the packages of its lock file.
 *
 * @param file What is run in place of the program.
 */
export function programArguments(
  program: ServeProgram,
  { net = [], read = [], packages = "node_modules" }: Additions,
  file = fromFileUrl(new URL(`${program}.ts`, import.meta.url)),
): string[] {
  const set: { env: string[]; ffi?: string[]; read: string[] } = config.permissions[program];
  const allowed = {
    read: [...set.read, ...read],
    env: set.env,
    ffi: (set.ffi ?? []).map((path) => path.replace(/^node_modules/, packages)),
    net,
  };
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-remote",
    "--frozen",
    ...Object.entries(allowed).filter(([, values]) => values.length > 0).map(([kind, values]) =>
      // A comma in a path is doubled, as deno has it.
      `--allow-${kind}=${values.map((value) => value.replaceAll(",", ",,")).join()}`
    ),
    file,
  ];
}
