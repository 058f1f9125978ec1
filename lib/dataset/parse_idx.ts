import { DataError } from "../base/errors.ts";

/** An array of bytes as an IDX file holds it. */
export interface IdxArray {
  /** Length along every dimension, slowest first: `[count, height, width]` for pictures. */
  readonly shape: readonly number[];
  /** The product of `shape` bytes, row-major; a view of what was parsed. */
  readonly data: Uint8Array;
}

const elementTypes: Readonly<Record<number, string>> = {
  0x08: "unsigned byte",
  0x09: "signed byte",
  0x0b: "short",
  0x0c: "int",
  0x0d: "float",
  0x0e: "double",
};

/**
 * Parses IDX, the format of MNIST (LeCun, Cortes and Burges, 1998), with unsigned bytes as elements.
 *
 * The first two bytes are 0, then the type of an element, the number of dimensions, and the length of
 * each as a big-endian 32-bit number; the elements follow.
 *
 * @param what What the error calls the bytes, such as the file's name.
 * @throws {DataError} when they are no IDX file, hold another type, or are cut off or too long.
 *
 * @example
 * ```ts
 * import { parseIdx } from "./parse_idx.ts";
 * import assert from "node:assert/strict";
 *
 * const { shape, data } = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9));
 * assert.deepEqual(shape, [2]);
 * assert.deepEqual([...data], [7, 9]);
 * ```
 */
export function parseIdx(bytes: Uint8Array, what = "the IDX file"): IdxArray {
  const fail = (reason: string) => new DataError(`${what} is damaged: ${reason}`);
  if (bytes.length < 4) throw fail(`it has ${bytes.length} bytes, too few for a header`);
  const [zero1, zero2, type, dimensions] = bytes;
  if (zero1 !== 0 || zero2 !== 0 || !(type in elementTypes)) {
    const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0"));
    throw fail(`it starts with ${magic.join(" ")}, which no IDX file does`);
  }
  if (type !== 0x08) {
    throw new DataError(`${what} holds elements of type ${elementTypes[type]}, not unsigned byte`);
  }
  if (dimensions === 0) throw fail("it has no dimensions");
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) {
    throw fail(`it ends in its header, after ${bytes.length} of ${header} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const length = shape.reduce((product, n) => product * n, 1);
  const found = bytes.length - header;
  if (found !== length) {
    throw fail(`its header says ${shape.join(" x ")} = ${length} bytes, it holds ${found}`);
  }
  return { shape, data: bytes.subarray(header) };
}
