import type { GrayImage } from "../../image/gray_image.ts";

/** Paler than this is paper. */
const INK = 0.2;

/**
 * A map's numbers where a picture of the same size has ink, as a picture of one row.
 *
 * @example
 * ```ts
 * import { onInk } from "./on_ink.ts";
 * import assert from "node:assert/strict";
 *
 * const of = (...data: number[]) => ({ width: 3, height: 1, data: Float32Array.from(data) });
 * assert.deepEqual(onInk(of(5, 6, 7), of(1, 0, 0.5)), { width: 2, height: 1, data: Float32Array.of(5, 7) });
 * ```
 */
export function onInk(map: GrayImage, image: GrayImage): GrayImage {
  const data = map.data.filter((_, i) => image.data[i] > INK);
  return { width: data.length, height: 1, data };
}
