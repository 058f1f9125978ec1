import { join } from "@std/path";

/** Bytes in all files under `folder`, 0 where it does not exist (yet, or any more). */
export async function folderSize(folder: string): Promise<number> {
  let bytes = 0;
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) bytes += await folderSize(path);
      else if (entry.isFile) bytes += (await Deno.lstat(path)).size;
    }
  } catch (error) {
    // Another process is writing here: what was listed a moment ago may be gone.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return bytes;
}
