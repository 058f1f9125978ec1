import assert from "node:assert/strict";
import { measuredStep } from "../../../lib/study/cost/measured_step.ts";
import { dataParallelStep, speedups } from "../../../lib/study/cost/speedups.ts";

Deno.test("dataParallelStep() is never faster than what is not divided", () => {
  const step = { milliseconds: 30, fixed: 0.15, weights: 4e6, gigabits: Infinity };
  const many = dataParallelStep({ ...step, machines: 1e9 });
  assert.ok(Math.abs(many - 4.5) < 1e-6);
  const sending = dataParallelStep({ ...step, machines: 1e9, gigabits: 10 });
  assert.ok(Math.abs(sending - (4.5 + 25.6)) < 1e-6, "twice 16 MB at 1.25 GB a second");
  assert.deepEqual(speedups({ ...step, fixed: 0.2 }, [1, 4]), [[1, 1], [4, 2.5]]);
});

Deno.test("measuredStep() finds both networks in reports/bench.json", async () => {
  const { train } = JSON.parse(await Deno.readTextFile("reports/bench.json"));
  for (const network of ["report CNN", "digit net"]) {
    const { milliseconds, fixed } = measuredStep(train, network);
    assert.ok(milliseconds > 1 && fixed > 0 && fixed < 1, `${network}: ${milliseconds}, ${fixed}`);
  }
  assert.throws(() => measuredStep(train, "no net"), /no step of the no net/);
});

Deno.test("measuredStep() takes the least share that is named where the optimizer's is not", () => {
  const shareOf = (kernels: string) =>
    measuredStep({
      comparisons: [{ what: "a net, a step of 32", ours: [3] }],
      notes: [`Of a step of the a net: ${kernels}.`],
    }, "a net").fixed;
  assert.equal(shareOf("BatchMatMulV2 22 %, ResourceApplyAdam 15 %, Conv2D 6 %"), 0.15);
  assert.equal(shareOf("BatchMatMulV2 22 %, MaxPool 15 %, Conv2D 6 %"), 0.06);
  assert.throws(() => shareOf("nothing was measured"), RangeError);
});
