import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { TopLevelSpec } from "vega-lite";
import { barChart } from "../../lib/charts/bar_chart.ts";
import { lineChart } from "../../lib/charts/line_chart.ts";
import { slider } from "../../lib/charts/slider.ts";
import { show, showPicture, showTable } from "../../lib/notebook/show.ts";

const VEGALITE = "application/vnd.vegalite.v5+json";

/** What a cell displayed: the forms of each thing, and what is told beside them. */
interface Displayed {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, { width: number; height: number }>;
}

/** What is stored of all that `code` shows. */
async function shown(code: () => Promise<void>): Promise<Displayed[]> {
  const displayed: Displayed[] = [];
  // As `stand_in.ts` does: outside of a kernel there is none.
  const jupyter = {
    broadcast: (_: string, content: Displayed) => Promise.resolve(void displayed.push(content)),
    display: (data: Record<string, unknown>) =>
      Promise.resolve(void displayed.push({ data, metadata: {} })),
  };
  Object.assign(Deno, { jupyter });
  await code();
  return displayed;
}

const formsOf = async (spec: TopLevelSpec) =>
  (await shown(() => show(spec))).flatMap(({ data }) => Object.keys(data).sort());

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
  assert.deepEqual(await formsOf(chart(10)), [VEGALITE, ...picture]);
  assert.deepEqual(await formsOf(chart(500)), picture);
  assert.deepEqual(await formsOf({ ...chart(500), params }), [VEGALITE, ...picture]);
  // Its slider would be lost without a word.
  await assert.rejects(formsOf({ ...chart(2500), params }), {
    name: "RangeError",
    message:
      /a chart with a slider takes \d+ bytes, at most 64000 are stored: give it fewer points/,
  });
});

Deno.test("show() stores the same where numbers differ in their eighth digit", async () => {
  const of = async (value: number) => {
    const spec = barChart({ title: "b", x: "x", y: "y", bars: [{ name: "one", value }] });
    return JSON.stringify(await shown(() => show(spec)));
  };
  assert.equal(await of(1 / 3), await of(1 / 3 + 1e-8));
  assert.notEqual(await of(1 / 3), await of(0.334));
});

Deno.test("pictures are told their size on the page: half of the file's pixels", async () => {
  const [{ data, metadata }] = await shown(() => show(chart(10)));
  const png = Buffer.from(String(data["image/png"]), "base64");
  const { width, height } = metadata["image/png"];
  assert.deepEqual([2 * width, 2 * height], [png.readUInt32BE(16), png.readUInt32BE(20)]);
});

Deno.test("showPicture() enlarges pixels by whole numbers, to about the width that is asked for", async () => {
  const picture = { width: 28, height: 14, data: new Float32Array(28 * 14).fill(0.5) };
  const [{ data, metadata }] = await shown(() => showPicture(picture, "grey", { width: 100 }));
  const png = Buffer.from(String(data["image/png"]), "base64");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [28 * 7, 14 * 7]);
  assert.deepEqual(metadata["image/png"], { width: 100, height: 50 });
  assert.equal(data["text/plain"], "[grey]");
});

Deno.test("showTable() writes columns of numbers to the right, words to the left", async () => {
  const rows = [
    { digit: "2", "accuracy, %": "91.5", interval: "88.4 to 93.9", of: 400, note: "low", gap: "" },
    { digit: "3", "accuracy, %": "100", interval: "-1 to 1e-5", of: 1000, note: "3", gap: 0 },
  ];
  const [{ data }] = await shown(() => showTable(rows));
  const [, align] = String(data["text/markdown"]).split("\n");
  assert.equal(align, "| ---: | ---: | ---: | ---: | :--- | ---: |");
});
