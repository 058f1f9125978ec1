/** Reads a task's flags: one description gives the parser, the checks, the types and `--help`. */
import { fromFileUrl, isAbsolute, join, resolve } from "@std/path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import config from "../deno.json" with { type: "json" };
import { UserError } from "../lib/base/errors.ts";
import { engineAddress } from "../lib/engine/engine_address.ts";

/** A flag that does not exist, or a value that it cannot take: the task ends with status 2. */
export class FlagError extends UserError {
  override name = "FlagError";
}

/** What one flag takes and means. */
export type Flag =
  & {
    readonly help: string;
    /** What the help calls its value, such as `URL`; choices then stand behind the help's sentence. */
    readonly value?: string;
  }
  & (
    | { readonly type: "boolean" }
    | {
      readonly type: "string";
      readonly default?: string;
      readonly choices?: readonly string[];
      /** Whether it may be given more than once; its value is then the list of what was given. */
      readonly many?: true;
      /** Throws a {@linkcode UserError} for a value that it cannot take. */
      readonly check?: (value: string) => unknown;
    }
    /** A file or a folder: what is given is relative to where the user stands, the default to the project. */
    | {
      readonly type: "path";
      readonly default?: string;
      /** Words that are taken beside paths, such as the names of data sets. */
      readonly names?: readonly string[];
    }
    | {
      readonly type: "integer";
      readonly default?: number;
      readonly least?: number;
      readonly most?: number;
    }
  );

/** Flags that several tasks have. */
export const MODEL_FLAG = { type: "path", default: "models/digits", help: "model folder" } as const;
export const ENGINE_FLAG = {
  type: "string",
  value: "URL",
  help: "of an Open Inference Protocol server that runs the model; DIGITS_ENGINE_TOKEN: its token",
  check: (url: string) => engineAddress(url, "digits"),
} as const;

type Value<F extends Flag> = F["type"] extends "boolean" ? boolean
  : F extends { type: "integer" } ? (F extends { default: number } ? number : number | undefined)
  : F extends { many: true } ? readonly string[]
  : F extends { default: string } ? TextOf<F>
  : TextOf<F> | undefined;

/** One of the choices of a flag that has some. */
type TextOf<F> = F extends { choices: readonly (infer C)[] } ? C : string;

/** The values of the flags, and the words that were no flags. */
export type Flags<S extends Record<string, Flag>> =
  & { readonly [K in keyof S]: Value<S[K]> }
  & { readonly _: readonly string[] };

/** What a task is called with. */
export interface Usage<S extends Record<string, Flag>> {
  /** The task's name, as in `deno task NAME`. */
  readonly task: string;
  /** One sentence: what it does. */
  readonly about: string;
  readonly flags: S;
  /** What the other words are, such as `FILE|FOLDER…`; without it there may be none. */
  readonly words?: string;
  /** Whether these are paths, relative to where the user stands. */
  readonly paths?: boolean;
}

/** Where tasks run, wherever they are called. */
const PROJECT = resolve(fromFileUrl(new URL("..", import.meta.url)));

/**
 * Reads `args` by `usage`; prints the help, or the version, and ends the program for `--help` and `--version`.
 *
 * @throws {FlagError} for an unknown flag, a missing or wrong value, or words where none belong.
 */
export function readFlags<const S extends Record<string, Flag>>(
  args: readonly string[],
  usage: Usage<S>,
): Flags<S> {
  const { values, positionals } = parse(args, usage);
  if (values.help || values.version) {
    console.log(values.help ? help(usage) : config.version);
    Deno.exit(0);
  }
  if (!usage.words && positionals.length > 0) {
    const { task } = usage;
    throw new FlagError(
      `${task} takes flags only, got "${positionals[0]}" (see deno task ${task} --help)`,
    );
  }
  const flags: Record<string, unknown> = {
    _: usage.paths
      ? positionals.map((word) => word === "-" ? word : toPath(word, usage.task))
      : positionals,
  };
  for (const [name, flag] of Object.entries<Flag>(usage.flags)) {
    flags[name] = check(name, flag, values[name]);
  }
  return flags as Flags<S>;
}

function parse(args: readonly string[], usage: Usage<Record<string, Flag>>) {
  const options: ParseArgsOptionsConfig = {
    help: { type: "boolean", short: "h" },
    version: { type: "boolean" },
  };
  for (const [name, flag] of Object.entries(usage.flags)) {
    options[name] = flag.type === "boolean"
      ? { type: "boolean" }
      // Multiple, so that a value that is given twice is refused and not lost: see check().
      : { type: "string", multiple: true };
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const [reason] = message.split(/[.\n]\s/);
    // A file's name, or a number below zero, that begins with a dash.
    const dash = args.find((arg) => /^-[^-]/.test(arg)) ?? "";
    const way = code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE"
      ? "; a value that begins with a dash is written --NAME=VALUE"
      : dash && usage.words
      ? `; a file of that name is written ./${dash}`
      : "";
    throw new FlagError(`${reason}${way} (see deno task ${usage.task} --help)`);
  }
}

function check(name: string, flag: Flag, given: unknown): unknown {
  if (flag.type === "boolean") return given === true;
  const texts = (given ?? []) as string[];
  if (flag.type === "string" && flag.many) return texts.map((text) => checkText(name, flag, text));
  if (texts.length > 1) {
    throw new FlagError(`--${name} is given more than once: ${texts.join(", ")}`);
  }
  return texts.length === 0 ? flag.default : checkText(name, flag, texts[0]);
}

function checkText(name: string, flag: Exclude<Flag, { type: "boolean" }>, text: string): unknown {
  if (flag.type === "integer") {
    const { least = 0, most = Number.MAX_SAFE_INTEGER } = flag;
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < least || value > most) {
      const bounds = flag.most === undefined ? `${least} up` : `${least} to ${most}`;
      throw new FlagError(`--${name} takes a whole number from ${bounds}, got "${text}"`);
    }
    return value;
  }
  if (flag.type === "path") {
    if (flag.names?.includes(text)) return text;
    const path = toPath(text, `--${name}`);
    if (flag.names && !isThere(path)) {
      throw new FlagError(
        `--${name} takes ${flag.names.join(", ")} or a folder; there is no folder ${path}`,
      );
    }
    return path;
  }
  if (flag.choices && !flag.choices.includes(text)) {
    throw new FlagError(`--${name} takes ${flag.choices.join(", ")}; got "${text}"`);
  }
  try {
    flag.check?.(text);
  } catch (error) {
    throw error instanceof UserError ? new FlagError(error.message) : error;
  }
  return text;
}

/**
 * A path as the program can use it. `deno task` runs tasks in the project's folder, and says in INIT_CWD where it was
 * called: a relative path is one from there.
 */
function toPath(text: string, taker: string): string {
  if (text === "") throw new FlagError(`${taker} takes a path, got an empty one`);
  if (/^[a-z]+:\/\//i.test(text)) {
    throw new FlagError(
      `${taker} takes a path, got the address ${text}: fetch it first, and name the file`,
    );
  }
  const from = Deno.env.get("INIT_CWD");
  return from === undefined || isAbsolute(text) || resolve(from) === PROJECT
    ? text
    : join(from, text);
}

/** A path of the project as it is found from where the user stands. */
export function fromUser(path: string): string {
  const from = Deno.env.get("INIT_CWD");
  return from === undefined || resolve(from) === PROJECT ? path : resolve(path);
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    // What else is wrong with it is told when it is read.
    return !(error instanceof Deno.errors.NotFound);
  }
}

/** What the help calls a flag's value; nothing for one that takes none. */
function valueOf(name: string, flag: Flag): string {
  if (flag.type === "boolean") return "";
  if (flag.value) return flag.value;
  if (flag.type === "integer") return "N";
  if (flag.type === "path") return [...flag.names ?? [], "FOLDER"].join("|");
  return flag.choices?.join("|") ?? name.toUpperCase();
}

function help(usage: Usage<Record<string, Flag>>): string {
  const rows = Object.entries(usage.flags).map(([name, flag]) => {
    const choices = flag.type === "string" ? flag.choices : undefined;
    const among = flag.value && choices ? ` (${choices.join(", ")})` : "";
    const otherwise = "default" in flag && flag.default !== undefined
      ? ` (default ${flag.default})`
      : "";
    return [`  --${name} ${valueOf(name, flag)}`.trimEnd(), flag.help + among + otherwise];
  });
  const width = Math.max(0, ...rows.map(([left]) => left.length)) + 2;
  return [
    usage.about,
    "",
    ["deno task", usage.task, rows.length > 0 && "[flags]", usage.words].filter(Boolean).join(" "),
    "",
    ...rows.map(([left, right]) => left.padEnd(width) + right),
  ].join("\n");
}
