import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { distanceTransform, signedDistances } from "../../lib/image/distance_transform.ts";

Deno.test("distanceTransform() agrees with measuring every pair of pixels", () => {
  const random = createRandom(3);
  for (let trial = 0; trial < 20; trial++) {
    const width = 1 + random.integer(17);
    const height = 1 + random.integer(17);
    const marked = Array.from({ length: width * height }, () => random.chance(0.1) ? 1 : 0);
    const distances = distanceTransform(marked, width, height);
    for (let i = 0; i < marked.length; i++) {
      let nearest = Infinity;
      marked.forEach((mark, j) => {
        if (!mark) return;
        const across = i % width - j % width;
        const down = Math.floor(i / width) - Math.floor(j / width);
        nearest = Math.min(nearest, Math.hypot(across, down));
      });
      assert.ok(
        distances[i] === nearest || Math.abs(distances[i] - nearest) < 1e-5,
        `pixel ${i} of ${width}x${height}: ${distances[i]}, not ${nearest}`,
      );
    }
  }
});

Deno.test("signedDistances() is below zero inside, and half a pixel on either side of the edge", () => {
  const row = Uint8Array.of(0, 0, 1, 1, 1, 0);
  assert.deepEqual([...signedDistances(row, 6, 1)], [1.5, 0.5, -0.5, -1.5, -0.5, 0.5]);
});
