import assert from "node:assert/strict";
import { toBytes, toLight, toShares } from "../../lib/image/shares.ts";

Deno.test("toShares() and toBytes() undo each other", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
  const shares = toShares(bytes);
  assert.deepEqual([shares[0], shares[51], shares[255]], [0, Math.fround(0.2), 1]);
  assert.deepEqual(toBytes(shares), bytes);
});

Deno.test("toBytes() rounds to the nearest byte", () => {
  assert.deepEqual(
    toBytes(Float32Array.of(0.4 / 255, 0.6 / 255, 254.4 / 255)),
    Uint8Array.of(0, 1, 254),
  );
});

Deno.test("toLight() gives black ink on white paper", () => {
  assert.deepEqual(toLight(Float32Array.of(0, 0.2, 1)), Uint8Array.of(255, 204, 0));
});
