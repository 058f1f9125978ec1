import { setTimeout as delay } from "node:timers/promises";
import { join } from "@std/path";

/**
 * Reports how a folder grows while `work`, which writes into it, is under way: the programs that download
 * and unpack for us draw their own bars, or none.
 *
 * @returns What `work` gives.
 */
export async function watchFolder<T>(
  folder: string,
  work: Promise<T>,
  { onSize, onStall, patience = 60_000 }: {
    /** Called with the folder's bytes, twice a second while they grow. */
    readonly onSize: (bytes: number) => void;
    /** Called when the folder has not grown for `patience` milliseconds; 60,000 unless said. */
    readonly onStall?: () => void;
    readonly patience?: number;
  },
): Promise<T> {
  let [size, grown, isOver] = [0, performance.now(), false];
  const end = () => isOver = true;
  work.then(end, end);
  while (!isOver) {
    const bytes = await folderSize(folder);
    if (bytes > size) {
      grown = performance.now();
      onSize(bytes);
    }
    size = bytes;
    if (performance.now() - grown > patience) onStall?.();
    await delay(Math.min(500, patience));
  }
  return await work;
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** Bytes in all files under `folder`, 0 where it does not exist (yet, or any more). */
async function folderSize(folder: string): Promise<number> {
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
