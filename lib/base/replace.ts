/**
 * Puts files and folders in place in one go: whoever reads one finds it whole, old or new.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "@std/path";
import { onError } from "./on_error.ts";

/** Writes a file beside its place and renames it. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const fresh = join(dirname(path), `.${basename(path)}.${Deno.pid}`);
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
 * When `fill` throws, or the program is killed in it, the old folder stays as it was. Folders above are made.
 *
 * @param folder What to make or replace.
 * @param fill Writes what shall be in it into the empty folder that it is given.
 */
export async function replaceFolder(
  folder: string,
  fill: (empty: string) => Promise<void>,
): Promise<void> {
  const target = resolve(folder);
  const parent = dirname(target);
  await Deno.mkdir(parent, { recursive: true });
  // In the same folder, so that renaming stays within one file system; hidden, so that nothing lists it.
  const work = await Deno.makeTempDir({ dir: parent, prefix: `.${basename(target)}-` });
  const [fresh, old] = [join(work, "new"), join(work, "old")];
  try {
    await Deno.mkdir(fresh);
    await fill(fresh);
    const replaces = await Deno.rename(target, old)
      .then(() => true, onError(Deno.errors.NotFound, () => false));
    try {
      await Deno.rename(fresh, target);
    } catch (error) {
      if (replaces) await Deno.rename(old, target);
      throw error;
    }
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}
