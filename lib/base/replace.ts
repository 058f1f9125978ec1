/** Puts files and folders in place in one go: whoever reads one finds it whole, old or new. */
import { basename, dirname, join, resolve } from "@std/path";
import { onError } from "./on_error.ts";

/** Writes a file beside its place and renames it. Folders above are made. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  await Deno.mkdir(folder, { recursive: true });
  // Not a temporary file of Deno's own: nobody else could read that.
  const fresh = join(folder, `.${basename(path)}.${crypto.randomUUID()}`);
  try {
    if (typeof content === "string") await Deno.writeTextFile(fresh, content);
    else await Deno.writeFile(fresh, content);
    await Deno.rename(fresh, path);
  } catch (error) {
    await Deno.remove(fresh).catch(() => {});
    throw error;
  }
}

/**
 * Fills a new folder beside its place, into which it is then renamed.
 *
 * Where the place is a link, its target is replaced: large folders that are kept on another disk stay there.
 * When `fill` throws, or the program is killed in it, the old folder stays as it was. Folders above are made.
 * No system call swaps two folders everywhere: for some microseconds between two renames neither is in the
 * place. Whoever reads then finds none, never a mixture; a program that is killed then leaves the old one
 * beside the place, as `.NAME-…/old`.
 *
 * @param folder What to make or replace.
 * @param fill Writes what shall be in it into the empty folder that it is given.
 */
export async function replaceFolder(
  folder: string,
  fill: (empty: string) => Promise<void>,
): Promise<void> {
  const target = await placeOf(folder);
  const parent = dirname(target);
  await Deno.mkdir(parent, { recursive: true });
  // In the same folder, so that renaming stays within one file system; hidden, so that nothing lists it.
  const work = await Deno.makeTempDir({ dir: parent, prefix: `.${basename(target)}-` });
  const [fresh, old] = [join(work, "new"), join(work, "old")];
  try {
    await Deno.mkdir(fresh);
    await fill(fresh);
    swap(target, { fresh, old });
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** Where a folder that is replaced lies, or will lie, once links are followed. */
export async function placeOf(folder: string): Promise<string> {
  const { NotADirectory, NotFound } = Deno.errors;
  return await Deno.realPath(folder)
    .catch(onError(NotFound, () => resolve(folder)))
    .catch(onError(NotADirectory, () => resolve(folder)));
}

/** Takes a folder away in one go: whoever reads finds all of it or none. Where there is none, nothing happens. */
export async function removeFolder(folder: string): Promise<void> {
  const target = resolve(folder);
  const work = await Deno.makeTempDir({ dir: dirname(target), prefix: `.${basename(target)}-` });
  try {
    await Deno.rename(target, join(work, "old")).catch(onError(Deno.errors.NotFound, () => {}));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** Moves what is in a place away, and something new into it, with nothing between the two. */
function swap(target: string, { fresh, old }: { fresh: string; old: string }): void {
  let replaces = true;
  try {
    Deno.renameSync(target, old);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    replaces = false;
  }
  try {
    Deno.renameSync(fresh, target);
  } catch (error) {
    if (replaces) Deno.renameSync(old, target);
    throw error;
  }
}
