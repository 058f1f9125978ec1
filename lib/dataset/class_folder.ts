/** Names of classes as names of folders: a sign may be one that no folder can be called. */

/** What a folder's name cannot hold everywhere: separators, what Windows refuses, a point at an end; and `%`. */
const REFUSED = /^\.|[%/\\<>:"|?*\p{Cc}]|[. ]$/gu;

/**
 * The folder of a class: its name, with `%` and two hexadecimal digits for what no folder's name can hold.
 *
 * @example
 * ```ts
 * import { toClass, toFolder } from "./class_folder.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toFolder("7"), "7");
 * assert.equal(toFolder("."), "%2E");
 * assert.equal(toClass("%41"), "%41", "somebody else's name");
 * for (const name of ["7", ".", "/", "%2E", "a.b", "ü"]) assert.equal(toClass(toFolder(name)), name);
 * ```
 */
export function toFolder(name: string): string {
  return name.replace(
    REFUSED,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** The class of a folder: what {@linkcode toFolder} was given. */
export function toClass(folder: string): string {
  const name = folder.replace(
    /%([0-9A-F]{2})/g,
    (_, code) => String.fromCharCode(parseInt(code, 16)),
  );
  // A folder of that kind which somebody else named keeps its name.
  return toFolder(name) === folder ? name : folder;
}
