import { createHash } from "node:crypto";
import { DataError } from "../base/errors.ts";
import type { Dataset } from "./dataset.ts";

/**
 * What a dataset holds, as one fingerprint: sha256 in hex of its classes, shape, labels and pixels.
 *
 * Two datasets have the same one only when they hold the same pictures in the same order.
 */
export function datasetSha256({ images, labels, ...rest }: Dataset): string {
  const { classes, size, width, height } = rest;
  return createHash("sha256")
    .update(JSON.stringify({ classes, size, width, height }))
    .update(labels)
    .update(images)
    .digest("hex");
}

/**
 * Passes a file whose sha256 in hex is the published one.
 *
 * @param file What it is called in the message, and `remedy` what helps where it is another.
 * @throws {DataError} for any other file.
 */
export function requirePublished(
  bytes: Uint8Array,
  published: string,
  { file, remedy }: { readonly file: string; readonly remedy: string },
): void {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 === published) return;
  throw new DataError(
    `${file} is not the published file: its sha256 is ${sha256}, not ${published}; ${remedy}`,
  );
}
