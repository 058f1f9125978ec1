import { fromFileUrl } from "@std/path";
import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { UserError } from "../base/errors.ts";
import { type GivenFile, tagOf } from "./give_file.ts";

/** The `content-type` of the page's files, by their endings: files with other endings are not given out. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  jpg: "image/jpeg",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};

/** Where the page's files are. */
const FOLDER = new URL("page/", import.meta.url);

/**
 * Reads the page's files, by their paths on the server: all at the start, so that none fails the first visitor.
 *
 * @throws {UserError} when they cannot be read.
 */
export function readPageFiles(folder: URL = FOLDER): ReadonlyMap<string, GivenFile> {
  const files = new Map<string, GivenFile>();
  try {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf-8" })) {
      const name = file.replaceAll("\\", "/");
      const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
      if (!type) continue;
      const path = name === "page.html" ? "/" : `/${name}`;
      files.set(path, toFile(name, Deno.readFileSync(new URL(name, folder)), type));
    }
    if (!files.has("/")) throw new Error("page.html is missing");
    return withHash(files);
  } catch (error) {
    throw new UserError(
      `the page in ${fromFileUrl(folder)} cannot be read: ${(error as Error).message}; get it back`,
      { cause: error },
    );
  }
}

function toFile(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): GivenFile {
  return { bytes, gzip: gzipOf(name, bytes), type, tag: tagOf(bytes) };
}

/** Puts a hash of all files into the service worker, by which browsers see that one has changed. */
function withHash(files: Map<string, GivenFile>): Map<string, GivenFile> {
  const path = "/service_worker.js";
  const worker = files.get(path);
  if (!worker) return files;
  const encode = (text: string) => new TextEncoder().encode(text);
  const hash = tagOf(encode([...files].map(([path, { tag }]) => path + tag).sort().join()));
  const code = new TextDecoder().decode(worker.bytes).replace("HASH-OF-FILES", hash.slice(3, -1));
  return files.set(path, toFile(path, encode(code), worker.type));
}

/** Compresses a file, where that makes it smaller, when it is first asked for. */
function gzipOf(name: string, bytes: Uint8Array): GivenFile["gzip"] {
  if (name.endsWith(".jpg")) return undefined;
  let packed: Uint8Array<ArrayBuffer>;
  return () => packed ??= new Uint8Array(gzipSync(bytes, { level: 9 }));
}
