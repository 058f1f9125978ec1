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

Deno.test("dotPlot({tick}) writes each row's median where that is asked for", async () => {
  const values = { ours: [1, 2, 9] };
  const svg = await toSvg(
    dotPlot({ title: "Cost", x: "ratio", format: ".1f", values, tick: "median" }),
  );
  assert.match(svg, />2\.0</);
  assert.doesNotMatch(svg, />4\.0</);
});

Deno.test("dotPlot({logX}) puts ten times as much at the same distance everywhere", async () => {
  const values = { ours: [0.1, 1, 10] };
  const svg = await toSvg(
    dotPlot({ title: "Cost", x: "ratio", format: ".1f", values, logX: true }),
  );
  const dots = [
    ...svg.matchAll(
      /aria-label="[^"]*" role="graphics-symbol" aria-roledescription="circle" transform="translate\(([\d.]+)/g,
    ),
  ]
    .map(([, x]) => Number(x));
  assert.equal(dots.length, 3);
  assert.ok(Math.abs(dots[2] - 2 * dots[1] + dots[0]) < 0.01, String(dots));
});
