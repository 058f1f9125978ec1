/** The old digits that teaching shows again, and those that it is measured on afterwards. */
import { createRandom } from "../base/random.ts";
import { type Dataset, imageAt, samplePerClass } from "../dataset/dataset.ts";
import { TEACHING } from "./teach.ts";

/** Pixels of a digit, both ways. */
const SIDE = 28;

/** Digits in a page's file: to rehearse, then to measure. */
const SIZES = [10 * TEACHING.memory, 1000];

/** Bytes of a digit in it: which it is, and its pixels. */
const BYTES = 1 + SIDE * SIDE;

interface OldDigits {
  /** Training digits to rehearse, as many of each. */
  readonly memory: Dataset;
  /** Test digits. */
  readonly test: Dataset;
}

/** The training digits that are rehearsed: always the same ones. */
export function memoryOf(train: Dataset): Dataset {
  return samplePerClass(train, TEACHING.memory, createRandom(1).fork("memory"));
}

/**
 * Packs the rehearsed training digits and 1,000 test digits, 100 of each, for a browser.
 *
 * Each digit is a byte that says which, then its 784 pixels, as CIFAR-10's binary files have theirs.
 */
export function packDigits(
  { train, test }: { readonly train: Dataset; readonly test: Dataset },
): Uint8Array<ArrayBuffer> {
  const parts = [
    memoryOf(train),
    samplePerClass(test, SIZES[1] / 10, createRandom(1).fork("test")),
  ];
  const bytes = new Uint8Array(BYTES * (SIZES[0] + SIZES[1]));
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.size; i++, at += BYTES) {
      bytes[at] = part.labels[i];
      bytes.set(imageAt(part, i), at + 1);
    }
  }
  return bytes;
}

/** Reads what {@linkcode packDigits} packed. */
export function unpackDigits(bytes: Uint8Array): OldDigits {
  let at = 0;
  const [memory, test] = SIZES.map((size): Dataset => {
    const images = new Uint8Array(size * SIDE * SIDE);
    const labels = new Uint8Array(size);
    for (let i = 0; i < size; i++, at += BYTES) {
      labels[i] = bytes[at];
      images.set(bytes.subarray(at + 1, at + BYTES), i * SIDE * SIDE);
    }
    const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
    return { images, labels, classes, size, width: SIDE, height: SIDE };
  });
  return { memory, test };
}
