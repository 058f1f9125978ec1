import assert from "node:assert/strict";
import { dotPlot } from "../../lib/charts/dot_plot.ts";
import { toSvg } from "../../lib/charts/render.ts";

Deno.test("dotPlot() draws every number and writes each row's mean", async () => {
  const svg = await toSvg(dotPlot({
    title: "Cures",
    x: "accuracy, %",
    format: ".1f",
    values: { none: [80, 81, 83], all: [95, 96, 97] },
  }));
  for (const word of ["Cures", "accuracy, %", "none", "all", "81.3", "96.0"]) {
    assert.ok(svg.includes(`>${word}</text>`), word);
  }
  assert.equal(svg.match(/aria-roledescription="circle"/g)?.length, 6);
});
