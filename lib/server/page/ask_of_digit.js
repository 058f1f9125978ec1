import { element } from "./element.js";
import { NotHereError, openReader } from "./read_here.js";

/**
 * Asks the worker of a digit, whoever read it: why it was read so, or what the network's stages make of it.
 *
 * @param task `explain` or `stages`
 * @param answer with `inputs`: what the network saw, as data URLs
 * @param i which of its digits
 * @throws {NotHereError} where this device cannot tell
 */
export async function askOfDigit(task, { inputs, reader }, i) {
  const ask = await openReader();
  const said = await ask({
    task,
    taught: ["taught", "taught-whole"].includes(reader),
    ...await toPixels(inputs[i]),
  });
  if (said.code) throw new NotHereError("a defect");
  return said;
}

/** A picture's pixels: red, green, blue and opacity of each. */
async function toPixels(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = element("canvas", { width, height }).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, pixels: new Uint8Array(data.buffer) };
}
