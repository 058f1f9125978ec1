import assert from "node:assert/strict";
import { datasetSha256 } from "../../lib/dataset/sha256.ts";

const dataset = {
  images: Uint8Array.of(1, 2, 3, 4),
  labels: Uint8Array.of(0, 1),
  classes: ["a", "b"],
  size: 2,
  width: 2,
  height: 1,
};

Deno.test("datasetSha256() is the same for the same content and another for any change", () => {
  const all = [
    dataset,
    { ...dataset, images: Uint8Array.of(1, 2, 3, 5) },
    { ...dataset, labels: Uint8Array.of(1, 0) },
    { ...dataset, classes: ["a", "c"] },
    { ...dataset, width: 1, height: 2 },
  ].map(datasetSha256);
  assert.match(all[0], /^[0-9a-f]{64}$/);
  assert.equal(new Set(all).size, all.length);
  assert.equal(datasetSha256(structuredClone(dataset)), all[0]);
});
