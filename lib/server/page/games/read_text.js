import { readHere } from "../read_here.js";
import { ReadError } from "../read_picture.js";

/**
 * What a drawing says, read on this device; nothing where nothing is found in it.
 *
 * @throws {NotHereError} where this device cannot read
 */
export async function readText(drawing, signal) {
  try {
    return (await readHere(drawing, ["inputs"], signal)).text;
  } catch (error) {
    if (error instanceof ReadError) return "";
    throw error;
  }
}
