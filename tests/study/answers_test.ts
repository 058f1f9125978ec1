import assert from "node:assert/strict";
import { atTemperature } from "../../lib/study/at_temperature.ts";
import { mistakes } from "../../lib/study/mistakes.ts";

Deno.test("atTemperature() makes 1 to 9 of 1 to 3 at a temperature of 2", () => {
  const [low, high] = atTemperature(Float32Array.of(0.1, 0.9), 2, 2);
  assert.ok(Math.abs(low - 0.25) < 1e-6 && Math.abs(high - 0.75) < 1e-6);
});

Deno.test("mistakes() are the wrong answers, the most confident first", () => {
  const found = mistakes(Float32Array.of(0.625, 0.375, 0.75, 0.25, 0.5, 0.5), [1, 1, 0]);
  assert.deepEqual(found, [
    { index: 1, label: 1, answer: 0, confidence: 0.75 },
    { index: 0, label: 1, answer: 0, confidence: 0.625 },
  ]);
});
