import { basename, dirname, join, resolve } from "@std/path";

/**
 * Makes a folder in one go: `fill` fills a new one beside it, which then takes its place.
 *
 * Whoever reads the folder finds it whole, old or new. When `fill` throws, or the program is killed in it,
 * the old one stays as it was. Folders above it are made.
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
    const replaces = await renameIfThere(target, old);
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

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await Deno.rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
