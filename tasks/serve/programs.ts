/**
 * The programs that `deno task serve` is made of, and what each may do: what tasks/reading/reading.json
 * spells under `permissions`, and what the task's flags add.
 */
import { fromFileUrl } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import config from "../reading/reading.json" with { type: "json" };

const CONFIG = new URL("../reading/reading.json", import.meta.url);

/** A path in {@linkcode CONFIG}, which is relative to its folder. */
const fromConfig = (path: string) => fromFileUrl(new URL(path, CONFIG));

/** Where its packages are. */
const PACKAGES = fromConfig("node_modules");

/** A program: the name of its file, and of its permissions. */
export type ServeProgram = "http" | "reader";

const fileOf = (program: string) => fromFileUrl(new URL(`${program}.ts`, import.meta.url));

/** What a program may do beside, because of the task's flags. */
export interface Additions {
  /** What it listens on or asks, as `host:port`. */
  readonly net?: readonly string[];
  readonly read?: readonly string[];
  /** Where the packages really are: see {@linkcode findPackages}. */
  readonly packages?: string;
}

/**
 * Where the programs' packages really are: {@linkcode PACKAGES} may be a link. Packages that are not there yet are
 * fetched first, and Deno shows how far it is.
 *
 * @throws {UserError} when they cannot be fetched.
 */
export async function findPackages(): Promise<string> {
  const find = () => Deno.realPath(PACKAGES);
  return await find().catch(onError(Deno.errors.NotFound, () => fetchPackages().then(find)));
}

async function fetchPackages(): Promise<void> {
  const args = ["cache", `--config=${fromFileUrl(CONFIG)}`, ...["http", "reader"].map(fileOf)];
  const { success } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
  if (!success) throw new UserError("the packages cannot be fetched: Deno says why, above");
}

/**
 * The arguments of a deno that runs a program: nothing is asked, and no code comes from anywhere but the
 * project and the packages of its lock file.
 *
 * @param file Run in place of the program's own file.
 */
export function programArguments(
  program: ServeProgram,
  { net = [], read = [], packages = PACKAGES }: Additions,
  file = fileOf(program),
): string[] {
  const set: { env: string[]; ffi?: string[]; read: string[] } = config.permissions[program];
  const allowed = {
    read: [...set.read.map(fromConfig), ...read],
    env: set.env,
    ffi: (set.ffi ?? []).map(fromConfig).map((path) => path.replace(PACKAGES, packages)),
    net,
  };
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-remote",
    "--frozen",
    `--config=${fromFileUrl(CONFIG)}`,
    ...Object.entries(allowed).filter(([, values]) => values.length > 0).map(([kind, values]) =>
      // A comma in a path is doubled, as deno has it.
      `--allow-${kind}=${values.map((value) => value.replaceAll(",", ",,")).join()}`
    ),
    file,
  ];
}
