/**
 * Makes the page's files that are not written by hand: the shape of a pen's line comes from a package.
 *
 * They are committed, so that the page needs no build: `deno task page` writes them.
 *
 * @returns bytes by name, for the page's folder
 */
export async function makePageFiles(): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const file = new URL(import.meta.resolve("perfect-freehand"));
  const source = await Deno.readTextFile(file);
  const license = await Deno.readTextFile(new URL("../../LICENSE", file));
  const code = `/*! perfect-freehand\n\n${license.trim()} */\n` +
    source.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  return { "perfect_freehand.js": new TextEncoder().encode(code) };
}
