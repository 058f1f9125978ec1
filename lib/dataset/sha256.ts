import { createHash } from "node:crypto";
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
