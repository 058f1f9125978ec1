/** Rec. 709's weights for how bright red, green and blue look. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722].map(shares);

/** What each value of a colour adds: looked up, it takes half of the time. White adds exactly 0. */
function shares(weight: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, value) => weight * (255 - value) / 255);
}

/**
 * Colours as darkness: black 1, white 0.
 *
 * @param data Red, green, blue and what else there is of every pixel, as bytes.
 * @param channels Bytes of a pixel, at least 3.
 */
export function darkness(data: Uint8Array, channels: number): Float32Array {
  const out = new Float32Array(data.length / channels);
  for (let i = 0, k = 0; i < out.length; i++, k += channels) {
    out[i] = RED[data[k]] + GREEN[data[k + 1]] + BLUE[data[k + 2]];
  }
  return out;
}
