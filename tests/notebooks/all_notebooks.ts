import { fromFileUrl } from "@std/path";

const folder = new URL("../../notebooks/", import.meta.url);

/** File names of this project's notebooks, in reading order. */
export const notebookNames: readonly string[] = [...Deno.readDirSync(folder)]
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

/** Where a notebook is. */
export const pathOf = (name: string): string => fromFileUrl(new URL(name, folder));
