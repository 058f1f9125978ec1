/**
 * How many more files and connections this process can open, up to `most`. It opens them to find out: the
 * limit differs between systems, and Deno has no way to ask for it.
 */
export function countFreeFiles(most: number): number {
  // Windows knows no such limit.
  if (Deno.build.os === "windows") return most;
  const files: Deno.FsFile[] = [];
  try {
    while (files.length < most) files.push(Deno.openSync("/dev/null"));
  } catch (error) {
    if ((error as { code?: string }).code !== "EMFILE") throw error;
  } finally {
    files.forEach((file) => file.close());
  }
  return files.length;
}
