import { basename, dirname, join } from "@std/path";

/**
 * Writes a file beside its place and renames it: whoever reads it finds the old one or the new one, whole.
 */
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
