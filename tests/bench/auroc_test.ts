import assert from "node:assert/strict";
import { auroc } from "../../bench/recognizer/auroc.ts";

Deno.test("auroc() is the share of pairs in the right order, a tie counting half", () => {
  assert.equal(auroc([0.9, 0.8], [0.1, 0.8]), 0.875);
  assert.equal(auroc([1, 1], [1, 1, 1]), 0.5);
  assert.equal(auroc([0.1], [0.2, 0.3]), 0);
});
