/** Rec. 709's weights for how bright red, green and blue look. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/**
 * Colours as darkness: black 1, white 0.
 *
 * @param data Red, green, blue and what else there is of every pixel, as bytes.
 * @param channels Bytes of a pixel, at least 3.
 *
 * @example
 * ```ts
 * import { darkness } from "./darkness.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...darkness(Uint8Array.of(0, 0, 0, 255, 255, 255), 3)], [1, 0]);
 * ```
 */
export function darkness(data: Uint8Array, channels: number): Float32Array {
  const out = new Float32Array(data.length / channels);
  for (let i = 0, k = 0; i < out.length; i++, k += channels) {
    const red = 255 - data[k];
    const green = 255 - data[k + 1];
    const blue = 255 - data[k + 2];
    out[i] = (RED * red + GREEN * green + BLUE * blue) / 255;
  }
  return out;
}
