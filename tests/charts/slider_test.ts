/** Charts with sliders: what is drawn follows the slider, as a viewer would move it. */
import assert from "node:assert/strict";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { pictureSlider } from "../../lib/charts/picture_slider.ts";
import { temperatureChart } from "../../lib/charts/temperature_chart.ts";
import { thresholdChart } from "../../lib/charts/threshold_chart.ts";
import { windowSlider } from "../../lib/charts/window_slider.ts";

/** The chart as SVG, as it is first and with the slider moved. */
async function moved(spec: TopLevelSpec, name: string, value: number): Promise<[string, string]> {
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  const first = await view.toSVG();
  await view.signal(name, value).runAsync();
  const then = await view.toSVG();
  view.finalize();
  return [first, then];
}

Deno.test("pictureSlider() shows the picture that the slider names", async () => {
  const image = (ink: number) => ({ width: 2, height: 2, data: new Float32Array(4).fill(ink) });
  const spec = await pictureSlider({
    title: "Cells",
    label: "size",
    first: 2,
    pictures: [{ image: image(0), caption: "white" }, { image: image(1), caption: "black" }],
  });
  const [first, then] = await moved(spec, "picture", 1);
  assert.ok(first.includes(">black<") && !first.includes(">white<"));
  assert.ok(then.includes(">white<") && !then.includes(">black<"));
  assert.equal(then.match(/<image /g)?.length, 1);
});

Deno.test("temperatureChart() shows the bins and the error of the slider's temperature", async () => {
  const bin = { from: 0.9, to: 1, count: 7, confidence: 0.95, accuracy: 0.5 };
  const spec = temperatureChart({
    title: "Reliable?",
    first: 1,
    tempered: [
      { temperature: 1, bins: [bin], ece: 0.45 },
      { temperature: 1.5, bins: [{ ...bin, from: 0.6, to: 0.7, confidence: 0.62 }], ece: 0.12 },
    ],
  });
  const [first, then] = await moved(spec, "temperature", 1.5);
  assert.ok(first.includes(">temperature 1.0: ECE 45.0%<"));
  assert.ok(then.includes(">temperature 1.5: ECE 12.0%<"));
  for (const svg of [first, then]) {
    assert.equal(svg.match(/aria-roledescription="bar"/g)?.length, 1);
  }
});

Deno.test("thresholdChart() counts what is given from the slider's threshold on", async () => {
  const spec = thresholdChart({
    title: "Sure?",
    first: 50,
    confidences: [0.2, 0.6, 0.9, 0.95],
    right: [false, false, true, true],
  });
  const [first, then] = await moved(spec, "threshold", 90);
  assert.ok(first.includes(">at 50 %: 75.0 % given, 33.3 % of them wrong<"));
  assert.ok(then.includes(">at 90 %: 50.0 % given, 0.0 % of them wrong<"));
  const [, last] = await moved(spec, "threshold", 99);
  assert.ok(last.includes(">at 99 %: 0.0 % given, none wrong<"));
});

Deno.test("windowSlider() draws the answers up to the window's place, and the one there", async () => {
  const spec = await windowSlider({
    title: "A window",
    image: { width: 4, height: 4, data: new Float32Array(16) },
    sums: { width: 2, height: 2, data: Float32Array.of(1, -2, 0.5, 3) },
    side: 3,
    first: 1,
  });
  const [first, then] = await moved(spec, "place", 3);
  const drawn = (svg: string) => svg.match(/aria-roledescription="rect mark"/g)?.length;
  assert.deepEqual([drawn(first), drawn(then)], [1 + 2, 1 + 4]);
  assert.ok(first.includes(">sum here: −2.00<") && then.includes(">sum here: 3.00<"));
});
