import { pixelsOfUrl } from "../pixels_of_url.js";
import { toDataUrl } from "../to_data_url.js";

/** The ink, from 0 to 255, of a picture of ink black on white paper. */
export async function toInk(url) {
  const { data } = await pixelsOfUrl(url);
  return Uint8Array.from({ length: data.length / 4 }, (_, i) => 255 - data[4 * i]);
}

/** Examples stay as they are: each is made a picture once. */
const urls = new WeakMap();

/** A picture of an example, which is as wide as high. */
export function urlOf(example) {
  if (!urls.has(example)) {
    const side = Math.sqrt(example.pixels.length);
    const data = Float32Array.from(example.pixels, (ink) => ink / 255);
    urls.set(example, toDataUrl({ width: side, height: side, data }));
  }
  return urls.get(example);
}
