import assert from "node:assert/strict";
import type { TopLevelSpec } from "vega-lite";
import { lineChart } from "../../lib/charts/line_chart.ts";
import { slider } from "../../lib/charts/slider.ts";
import { show } from "../../lib/notebook/show.ts";

const VEGALITE = "application/vnd.vegalite.v5+json";

/** What a chart is stored as. */
async function shown(spec: TopLevelSpec): Promise<string[]> {
  const displayed: Record<string, unknown>[] = [];
  const display = (data: Record<string, unknown>) => Promise.resolve(void displayed.push(data));
  // As `stand_in.ts` does: outside of a kernel there is none.
  Object.assign(Deno, { jupyter: { display } });
  await show(spec);
  return displayed.flatMap((data) => Object.keys(data).sort());
}

const chart = (points: number): TopLevelSpec =>
  lineChart({
    title: "A line",
    x: "x",
    y: "y",
    series: [{ name: "line", points: Array.from({ length: points }, (_, i) => [i, i] as const) }],
  });
const params = [slider({ name: "at", label: "at", range: [0, 9], value: 3 })];

Deno.test("show() stores a picture, and a chart too where it is small or has a slider", async () => {
  const picture = ["image/png", "text/plain"];
  assert.deepEqual(await shown(chart(10)), [VEGALITE, ...picture]);
  assert.deepEqual(await shown(chart(500)), picture);
  assert.deepEqual(await shown({ ...chart(500), params }), [VEGALITE, ...picture]);
  assert.deepEqual(await shown({ ...chart(2500), params }), picture);
});
