import assert from "node:assert/strict";
import { showsOneDigit } from "../../lib/evaluation/calibrate_readings.ts";

const mark = (sign: string, x: number, width: number, isDigit = true) => (
  { sign, isDigit, box: { x, y: 0, width, height: 100 } }
);
const two = mark("2", 0, 60);
const one = mark("1", 80, 6);
const box = (x: number, width: number) => ({ x, y: 0, width, height: 100 });

Deno.test("showsOneDigit() wants the digit that was read, where it is", () => {
  assert.ok(showsOneDigit(box(2, 58), "2", [two, one]));
  assert.ok(!showsOneDigit(box(2, 58), "3", [two, one]));
  assert.ok(!showsOneDigit(box(30, 60), "2", [two, one]), "half of it, and as much paper");
  assert.ok(!showsOneDigit(box(0, 60), "2", [{ ...two, isDigit: false }]));
});

Deno.test("showsOneDigit() refuses a two that has taken in the one beside it", () => {
  assert.ok(!showsOneDigit(box(0, 86), "2", [two, one]));
  assert.ok(showsOneDigit(box(0, 86), "2", [two, mark(".", 80, 6, false)]), "a dot is no digit");
});
