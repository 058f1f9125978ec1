/**
 * Stands in for `@std/path` where JSR cannot be reached: the names that are used here, from Node's own modules.
 *
 * A module of re-exports by name keeps the types, so a wrong name fails `deno check`. Where JSR is at
 * hand, one line of deno.json (`"@std/path": "jsr:@std/path@1"`) takes this file's place.
 *
 * @module
 */
export { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
export { fileURLToPath as fromFileUrl, pathToFileURL as toFileUrl } from "node:url";
