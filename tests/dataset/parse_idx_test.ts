import assert from "node:assert/strict";
import { DataError } from "../../lib/base/errors.ts";
import { parseIdx } from "../../lib/dataset/parse_idx.ts";

/** Two pictures of 2x3. */
const good = Uint8Array.from([
  ...[0, 0, 8, 3],
  ...[0, 0, 0, 2],
  ...[0, 0, 0, 2],
  ...[0, 0, 0, 3],
  ...Array.from({ length: 12 }, (_, i) => i * 20),
]);

function changed(at: number, byte: number): Uint8Array {
  return good.with(at, byte);
}

function fails(bytes: Uint8Array, message: RegExp): void {
  assert.throws(() => parseIdx(bytes, "digits.idx"), (error) => {
    assert(error instanceof DataError);
    assert.match(error.message, /^digits\.idx /);
    assert.match(error.message, message);
    return true;
  });
}

Deno.test("parseIdx() gives shape and elements", () => {
  const { shape, data } = parseIdx(good);
  assert.deepEqual(shape, [2, 2, 3]);
  assert.deepEqual([...data], Array.from({ length: 12 }, (_, i) => i * 20));
});

Deno.test("parseIdx() reads bytes that lie inside a larger buffer", () => {
  const larger = new Uint8Array(good.length + 5);
  larger.set(good, 5);
  assert.deepEqual(parseIdx(larger.subarray(5)), parseIdx(good));
});

Deno.test("parseIdx() refuses a wrong magic number and says what it found", () => {
  fails(changed(0, 0x1f), /starts with 1f 00 08 03/);
  fails(changed(2, 0x07), /starts with 00 00 07 03/);
  fails(new TextEncoder().encode("not an IDX file"), /starts with 6e 6f 74 20/);
});

Deno.test("parseIdx() refuses elements other than unsigned bytes by their name", () => {
  fails(changed(2, 0x0d), /elements of type float/);
});

Deno.test("parseIdx() refuses a file that ends anywhere before its end", () => {
  for (let length = 0; length < good.length; length++) {
    assert.throws(() => parseIdx(good.subarray(0, length)), DataError, `${length} bytes`);
  }
  fails(good.subarray(0, 0), /has 0 bytes/);
  fails(good.subarray(0, 10), /ends in its header, after 10 of 16 bytes/);
  fails(good.subarray(0, 20), /2 x 2 x 3 = 12 bytes, it holds 4/);
});

Deno.test("parseIdx() refuses a count that is not that of the elements", () => {
  fails(changed(7, 3), /3 x 2 x 3 = 18 bytes, it holds 12/);
  fails(changed(7, 1), /1 x 2 x 3 = 6 bytes, it holds 12/);
  fails(changed(4, 0xff), /it holds 12/);
  fails(changed(3, 0), /no dimensions/);
});
