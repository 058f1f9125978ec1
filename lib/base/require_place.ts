/**
 * Checks, before work begins, the place where its result will go: whether it may be written, and whether what
 * lies there was made here, for nothing else is replaced.
 */
import { basename, dirname, join, resolve } from "@std/path";
import { UserError } from "./errors.ts";
import { placeOf } from "./replace.ts";

/** A kind of folder that is made here, and replaced whole. */
export interface FolderKind {
  /** What it is called, such as `a model folder`. */
  readonly what: string;
  /** The names of all that may lie in it. */
  readonly names: readonly string[];
  /** What the names of all that may lie in its folders, at any depth, match; any name when left out. */
  readonly within?: RegExp;
  /** The path in it of a file that each one has. */
  readonly mark: string;
}

/**
 * Passes where a folder can be made, or replaced without loss: nothing is there, an empty folder, or one of the kind
 * and nothing else in it.
 *
 * @returns Whether there is one of the kind.
 * @throws {UserError} when something else is there, or the place cannot be written to.
 */
export async function requireFolderPlace(
  folder: string,
  { what, names, within, mark }: FolderKind,
): Promise<boolean> {
  // As it will be when it is replaced: an empty path is the working folder.
  const place = await placeOf(folder || ".");
  const refused = (reason: string) =>
    new UserError(`${folder || place} is not replaced: ${reason}; name a new folder`);
  const info = await statOrNull(place);
  if (info && !info.isDirectory) throw refused("it is a file");
  await tryWriting(folder, place);
  if (!info) return false;
  const held = await namesIn(place);
  if (held.length === 0) return false;
  const strange = held.find((name) => !names.includes(name)) ??
    (within && await findStrange(place, held, within));
  if (strange) throw refused(`it holds ${strange}, which is not of ${what}`);
  if (!await statOrNull(join(place, mark))) throw refused(`it is not ${what}: it has no ${mark}`);
  return true;
}

/** The path of something in these folders of a place, at any depth, whose name does not match. */
async function findStrange(
  place: string,
  names: readonly string[],
  within: RegExp,
): Promise<string | undefined> {
  for (const name of names) {
    if (!(await Deno.lstat(join(place, name))).isDirectory) continue;
    const held = await namesIn(join(place, name));
    const strange = held.find((one) => !within.test(one)) ??
      await findStrange(join(place, name), held, within);
    if (strange !== undefined) return join(name, strange);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
}

/**
 * Passes where a file can be written, or replaced.
 *
 * @throws {UserError} when a folder is there, or the place cannot be written to.
 */
export async function requireFilePlace(path: string): Promise<void> {
  if ((await statOrNull(path))?.isDirectory) {
    throw new UserError(`cannot write ${path}: it is a folder; name a file`);
  }
  await tryWriting(path);
}

/** Tries to write into the nearest folder above a place that is there; messages call the place `path`. */
async function tryWriting(path: string, place = resolve(path)): Promise<void> {
  let above = dirname(place);
  try {
    while (!await statOrNull(above)) above = dirname(above);
    await Deno.remove(await Deno.makeTempDir({ dir: above, prefix: `.${basename(path)}-` }));
  } catch (error) {
    throw new UserError(
      `cannot write ${path}: ${above} ${whyUnwritten(error)}; name another place`,
      { cause: error },
    );
  }
}

async function statOrNull(path: string): Promise<Deno.FileInfo | null> {
  return await Deno.stat(path).catch((error) => {
    // What lies "in" a file is not there: the file itself is met on the way up.
    const { NotFound, NotADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) return null;
    throw error;
  });
}

/** Why nothing can be written into a folder: the rest of a sentence that begins with it. */
export function whyUnwritten(error: unknown): string {
  const { AlreadyExists, NotADirectory, NotCapable, PermissionDenied } = Deno.errors;
  if (error instanceof AlreadyExists || error instanceof NotADirectory) return "is no folder";
  if (error instanceof PermissionDenied || error instanceof NotCapable) {
    return "may not be written to";
  }
  return `takes no files (${(error as Error).message})`;
}
