import assert from "node:assert/strict";
import sharp from "sharp";
import type { TopLevelSpec } from "vega-lite";
import { barChart } from "../../lib/charts/bar_chart.ts";
import { boxPlot } from "../../lib/charts/box_plot.ts";
import { confusionChart } from "../../lib/charts/confusion_chart.ts";
import { histogram } from "../../lib/charts/histogram.ts";
import { imageGrid } from "../../lib/charts/image_grid.ts";
import { learningCurves } from "../../lib/charts/learning_curves.ts";
import { lineChart } from "../../lib/charts/line_chart.ts";
import { pictureChart } from "../../lib/charts/picture_chart.ts";
import { reliabilityDiagram } from "../../lib/charts/reliability_diagram.ts";
import { toPng, toSvg } from "../../lib/charts/render.ts";
import { riskCoverageChart } from "../../lib/charts/risk_coverage_chart.ts";
import { scatterPlot } from "../../lib/charts/scatter_plot.ts";

const bars = [{ name: "zero", value: 5 }, { name: "one", value: 7 }];
const score = (epoch: number) => ({
  epoch,
  loss: 1 / epoch,
  accuracy: 1 - 0.3 / epoch,
  validationLoss: 1.2 / epoch,
  validationAccuracy: 1 - 0.4 / epoch,
});
const values = { small: [1, 2, 2, 3], large: [5, 6, 7, 9] };
const square = { width: 2, height: 2, data: new Float32Array([0, 1, 0.5, 0]) };

/** One of every kind, and the words that must be written in it. */
const charts: Record<string, [TopLevelSpec, string[]]> = {
  barChart: [barChart({ title: "Bars", x: "digit", y: "pictures", bars, format: "d" }), [
    "Bars",
    "digit",
    "pictures",
    "zero",
    "7",
  ]],
  boxPlot: [boxPlot({ title: "Boxes", x: "group", y: "distance, px", values }), [
    "Boxes",
    "distance, px",
    "large",
  ]],
  confusionChart: [
    confusionChart({ title: "Confusion", classes: ["x", "y"], counts: [[41, 2], [0, 39]] }),
    ["Confusion", "truth", "answer", "41", "2", "39"],
  ],
  histogram: [histogram({ title: "Ink", x: "ink, %", values }), ["Ink", "ink, %", "share"]],
  learningCurves: [
    learningCurves({ title: "Learning", scores: [1, 2, 3].map(score) }),
    ["Learning", "epoch", "cross-entropy, nats", "training", "validation"],
  ],
  lineChart: [
    lineChart({
      title: "Lines",
      x: "k",
      y: "time, ms",
      series: [{ name: "a", points: [[1, 2], [2, 1]] }],
    }),
    ["Lines", "k", "time, ms"],
  ],
  reliabilityDiagram: [
    reliabilityDiagram({
      title: "Reliable",
      bins: [{ from: 0.9, to: 1, count: 123, confidence: 0.95, accuracy: 0.94 }],
    }),
    ["Reliable", "confidence", "accuracy", "123"],
  ],
  riskCoverageChart: [
    riskCoverageChart({
      title: "Risk",
      answers: { net: { confidences: [0.9, 0.6, 0.8], right: [true, false, true] } },
    }),
    ["Risk", "wrong among them, %"],
  ],
  scatterPlot: [
    scatterPlot({
      title: "Places",
      x: "first",
      y: "second",
      group: "digit",
      points: [{ x: 1, y: 2, group: "3" }, { x: 2, y: 1, group: "4" }],
    }),
    ["Places", "first", "second", "digit", "3", "4"],
  ],
  imageGrid: [
    await imageGrid({ title: "Pictures", pictures: [{ image: square, caption: "a square" }] }),
    ["Pictures", "a square"],
  ],
  pictureChart: [
    await pictureChart({
      title: "Boxes over a picture",
      image: square,
      size: 200,
      boxes: [{ x: 0, y: 0, width: 1, height: 2, label: "left", group: 0 }],
    }),
    ["Boxes over a picture", "left"],
  ],
};

Deno.test("every chart writes its title, axes and values", async () => {
  for (const [name, [spec, words]] of Object.entries(charts)) {
    const svg = await toSvg(spec);
    for (const word of words) assert.ok(svg.includes(`>${word}</text>`), `${name}: ${word}`);
  }
});

Deno.test("a long subtitle is written in lines, so that it makes no chart wider", async () => {
  const wide = async (subtitle: string) => {
    const svg = await toSvg(
      barChart({ title: "Bars", subtitle, x: "digit", y: "pictures", bars, format: "d" }),
    );
    return Number(svg.match(/width="(\d+)/)![1]);
  };
  const words = "as many pictures as there are, ".repeat(6);
  assert.ok(await wide(words) <= await wide(words.slice(0, 80)));
});

Deno.test("toSvg() gives the same text, alone or among others", async () => {
  const specs = Object.values(charts).map(([spec]) => spec);
  const alone: string[] = [];
  for (const spec of specs) alone.push(await toSvg(spec));
  assert.deepEqual(await Promise.all(specs.map(toSvg)), alone);
});

Deno.test("toPng() gives the same bytes, at two pixels for one", async () => {
  const [spec] = charts.barChart;
  const png = await toPng(spec);
  assert.deepEqual(await toPng(spec), png);
  const { width } = await sharp(png).metadata();
  const [, svgWidth] = (await toSvg(spec)).match(/width="(\d+)"/)!;
  assert.equal(width, 2 * Number(svgWidth));
});

Deno.test("toPng() draws letters, not boxes", async () => {
  // An l is a thin upright stroke and an m is wide: as boxes they would hold about the same ink.
  const ink = async (title: string) => {
    const png = await toPng({ title, data: { values: [{}] }, mark: "point", width: 100 });
    return (await sharp(png).greyscale().stats()).channels[0].mean;
  };
  const [none, narrow, wide] = [await ink(" "), await ink("llllllll"), await ink("mmmmmmmm")];
  assert.ok(none - narrow > 0 && none - wide > 1.5 * (none - narrow));
});

Deno.test("imageGrid() keeps a pixel's edges hard", async () => {
  const png = await toPng(await imageGrid({ title: "", pictures: [{ image: square }] }));
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  // Down the middle of the picture's right half: ink above, paper below, and no grey between.
  const grey = [...data].filter((value) => value > 20 && value < 100).length;
  assert.ok(data.includes(0) && grey / (info.width * info.height) < 0.01);
});

Deno.test("imageGrid() draws each picture in its own shape, and captions of several lines", async () => {
  const red = {
    width: 4,
    height: 2,
    data: new Uint8Array(24).map((_, i) => i % 3 === 0 ? 255 : 0),
  };
  const svg = await toSvg(
    await imageGrid({
      title: "",
      pictures: [{ image: square, caption: "over\nunder" }, { image: red }],
      size: 40,
    }),
  );
  const sizes = [...svg.matchAll(/<image [^>]*width="(\d+)"[^>]*height="(\d+)"/g)];
  assert.deepEqual(sizes.map(([, width, height]) => [width, height]), [["40", "40"], ["40", "20"]]);
  for (const word of ["over", "under"]) assert.match(svg, new RegExp(`>${word}</t`));
});

Deno.test("pictureChart() puts boxes and lines where they lie in the picture", async () => {
  const svg = await toSvg(
    await pictureChart({
      title: "",
      image: { width: 20, height: 10, data: new Float32Array(200) },
      size: 200,
      boxes: [{ x: 2, y: 1, width: 4, height: 5, label: "", group: 1 }],
      lines: [{ from: [3, 4], to: [13, 9], group: 0 }],
    }),
  );
  assert.match(svg, /d="M20,10h40v50h-40Z"[^>]*stroke="#D55E00"/);
  assert.match(svg, /<line [^>]*translate\(30,40\)" x2="100" y2="50" stroke="#0072B2"/);
});

Deno.test("riskCoverageChart() counts the wrong among the surest", () => {
  const { data } = charts.riskCoverageChart[0] as { data: { values: { x: number; y: number }[] } };
  assert.deepEqual(data.values.map(({ y }) => Math.round(y)), [0, 0, 33]);
});

Deno.test("histogram() shares sum to 1 in every group", () => {
  const { data } = charts.histogram[0] as {
    data: { values: { group: string; share: number }[] };
  };
  for (const group of ["small", "large"]) {
    const rows = data.values.filter((row) => row.group === group);
    assert.ok(Math.abs(rows.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-5);
  }
});
