import { element } from "../element.js";
import { toDataUrl } from "../to_data_url.js";

/** Pixels of an example, both ways. */
const SIDE = 28;

/** The ink, from 0 to 255, of a picture of ink black on white paper. */
export async function toInk(url) {
  const image = element("img", { src: url });
  await image.decode();
  const canvas = element("canvas", { width: SIDE, height: SIDE });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return Uint8Array.from({ length: SIDE * SIDE }, (_, i) => 255 - data[4 * i]);
}

/** Examples stay as they are: each is made a picture once. */
const urls = new WeakMap();

/** A picture of an example. */
export function urlOf(example) {
  if (!urls.has(example)) {
    const data = Float32Array.from(example.pixels, (ink) => ink / 255);
    urls.set(example, toDataUrl({ width: SIDE, height: SIDE, data }));
  }
  return urls.get(example);
}
