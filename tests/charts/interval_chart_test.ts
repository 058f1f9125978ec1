import assert from "node:assert/strict";
import { intervalChart } from "../../lib/charts/interval_chart.ts";
import { toSvg } from "../../lib/charts/render.ts";

Deno.test("intervalChart() draws every share with its interval, and tells its numbers", async () => {
  const svg = await toSvg(intervalChart({
    title: "Hands",
    x: "read right, %",
    y: "hand",
    together: 0.95,
    intervals: [
      { name: "left", share: 0.9, low: 0.83, high: 0.94, count: 120 },
      { name: "right", share: 1, low: 0.97, high: 1, count: 120 },
    ],
  }));
  for (const word of ["Hands", "read right, %", "left", "right"]) {
    assert.ok(svg.includes(`>${word}</text>`), word);
  }
  assert.match(svg, /aria-label="read right, %: 90; hand: left; from: 83; to: 94; pictures: 120"/);
  assert.equal(svg.match(/aria-roledescription="circle"/g)?.length, 2);
  assert.equal(svg.match(/aria-roledescription="rule mark"/g)?.length, 3, "two intervals and all");
  assert.ok(svg.includes(">80</text>") && !svg.includes(">105</text>"), "from 80 to 100");
});
