import type { Context } from "hono";
import { createHash } from "node:crypto";
import type { Env } from "./service.ts";

/** A file that the server gives out. */
export interface GivenFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Gives the same, compressed, where that is worth while. */
  readonly gzip?: () => Uint8Array<ArrayBuffer>;
  /** Its `content-type`. */
  readonly type: string;
  /** Its `etag`: see {@linkcode tagOf}. */
  readonly tag: string;
}

/** An `etag` that changes with a file's contents; weak, for it stands for the compressed file too. */
export function tagOf(bytes: Uint8Array): string {
  return `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/** An `accept-encoding` that takes gzip: a quality of 0 refuses it. */
const TAKES_GZIP = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i;

/** Answers with a file: compressed for whoever takes that, and empty for whoever has the file already. */
export function giveFile(c: Context<Env>, { bytes, gzip, type, tag }: GivenFile): Response {
  const headers = { etag: tag, ...gzip ? { vary: "accept-encoding" } : {} };
  const had = c.req.header("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (had.includes(tag)) return c.body(null, 304, headers);
  if (!gzip || !TAKES_GZIP.test(c.req.header("accept-encoding") ?? "")) {
    return c.body(bytes, 200, { ...headers, "content-type": type });
  }
  return c.body(gzip(), 200, { ...headers, "content-type": type, "content-encoding": "gzip" });
}
