import { fromFileUrl } from "@std/path";
import { UserError } from "../errors.ts";

/** A file of the page. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its `content-type`. */
  readonly type: string;
}

/** The page's files, by path: nothing else is given out. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  "/": { file: "page.html", type: "text/html; charset=utf-8" },
  "/page.css": { file: "page.css", type: "text/css; charset=utf-8" },
  "/page.js": { file: "page.js", type: "text/javascript; charset=utf-8" },
};

/** Where they are. */
const FOLDER = new URL("page/", import.meta.url);

/**
 * Reads the page's files, by the path that each is asked for under.
 *
 * @throws {UserError} when one is missing: rather at the start than when the first visitor comes.
 */
export function readPageFiles(folder: URL = FOLDER): ReadonlyMap<string, PageFile> {
  return new Map(
    Object.entries(FILES).map(([path, { file, type }]) => {
      const url = new URL(file, folder);
      try {
        return [path, { bytes: Deno.readFileSync(url), type }];
      } catch (error) {
        throw new UserError(
          `the page's ${fromFileUrl(url)} cannot be read: ${(error as Error).message}; get it back`,
          { cause: error },
        );
      }
    }),
  );
}
