import { pixelsOfUrl } from "./pixels_of_url.js";
import { canReadHere, NotHereError, openReader } from "./read_here.js";

/**
 * Asks the worker of a digit, whoever read it: why it was read so, or what the network's stages make of it.
 *
 * @param task `explain` or `stages`
 * @param answer with `inputs`: what the network saw, as data URLs
 * @param i which of its digits
 * @returns what the worker says; null where this device cannot tell
 */
export async function askOfDigit(task, { inputs, reader }, i) {
  if (!canReadHere) return null;
  try {
    const ask = await openReader();
    const { width, height, data } = await pixelsOfUrl(inputs[i]);
    const taught = ["taught", "taught-whole"].includes(reader);
    const said = await ask({ task, taught, width, height, pixels: new Uint8Array(data.buffer) });
    return said.code ? null : said;
  } catch (error) {
    if (error instanceof NotHereError) return null;
    throw error;
  }
}
