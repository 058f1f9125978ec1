/** Rec. 709's weights for how bright red, green and blue look. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722].map(table);

/** The darkness that each value of a colour adds: to look it up takes half the time. White adds exactly 0. */
function table(weight: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, value) => weight * (255 - value) / 255);
}

/**
 * Colours as darkness: black 1, white 0.
 *
 * @param data Pixel after pixel, its red, green and blue, then what else there is, a byte each.
 * @param channels Bytes of a pixel, at least 3.
 */
export function darkness(data: Uint8Array, channels: number): Float32Array {
  const out = new Float32Array(data.length / channels);
  for (let i = 0, k = 0; i < out.length; i++, k += channels) {
    out[i] = RED[data[k]] + GREEN[data[k + 1]] + BLUE[data[k + 2]];
  }
  return out;
}
