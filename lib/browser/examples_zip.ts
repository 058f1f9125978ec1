/** Examples as an archive: unpacked, it is the folder that `deno task train --data FOLDER` takes. */
import { unzipSync, zipSync } from "fflate";
import { toClass, toFolder } from "../dataset/class_folder.ts";

/** A file of an archive, and the class that its folder is named after. */
export interface ExampleFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Packs pictures as `<class>/<number>.png`.
 *
 * @example
 * ```ts
 * import { unzipExamples, zipExamples } from "./examples_zip.ts";
 * import assert from "node:assert/strict";
 *
 * const files = [{ name: ".", bytes: Uint8Array.of(1, 2) }];
 * assert.deepEqual(unzipExamples(zipExamples(files)), files);
 * ```
 */
export function zipExamples(files: readonly ExampleFile[]): Uint8Array<ArrayBuffer> {
  return zipFiles(
    files.map(({ name, bytes }, i) =>
      [`${toFolder(name)}/${String(i + 1).padStart(4, "0")}.png`, bytes] as const
    ),
  );
}

/** Packs files by their paths. */
export function zipFiles(
  files: Iterable<readonly [path: string, bytes: Uint8Array]>,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync(Object.fromEntries(files)));
}

/**
 * The files of an archive that lie in a folder, which is their class; hidden ones are passed over, and so is what
 * some systems pack beside them.
 *
 * @throws {Error} when it is no archive, or a damaged one.
 */
export function unzipExamples(archive: Uint8Array): ExampleFile[] {
  return Object.entries(unzipSync(archive)).flatMap(([path, bytes]) => {
    const parts = path.split("/");
    const isHidden = parts.some((part) => part.startsWith(".") || part === "__MACOSX");
    if (parts.length < 2 || parts.at(-1) === "" || isHidden) return [];
    return [{ name: toClass(parts.at(-2)!), bytes: new Uint8Array(bytes) }];
  });
}
