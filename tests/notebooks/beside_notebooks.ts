import { fromFileUrl, join } from "@std/path";

const root = fromFileUrl(new URL("../../", import.meta.url));

/**
 * Writes modules into a folder beside `notebooks/`, so that `../lib/` is the same for them, and removes it
 * when `use` is done. In `notebooks/` itself other tests would see them come and go.
 *
 * @param modules Code by a name, which complaints about it show.
 */
export async function besideNotebooks<T>(
  modules: Readonly<Record<string, string>>,
  use: (paths: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ dir: root, prefix: ".cells-" });
  try {
    const paths = Object.keys(modules).map((name) => join(folder, `${name}.ts`));
    await Promise.all(
      Object.values(modules).map((code, i) => Deno.writeTextFile(paths[i], code)),
    );
    return await use(paths);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
