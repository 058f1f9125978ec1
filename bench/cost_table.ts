import type { GrayImage } from "../lib/image/gray_image.ts";
import { formatSizes } from "../lib/model/format_sizes.ts";
import { macs } from "../lib/network/macs.ts";
import { loadModel } from "../lib/network/model_folder.ts";
import type { OpenRecognizer } from "../lib/open_recognizer.ts";
import type { KerasBaseline } from "./keras_baseline.ts";
import { quantile } from "../lib/base/quantile.ts";
import { read } from "./read.ts";
import { table } from "./tables.ts";

/** What {@linkcode costTable} takes. */
export interface CostTableOptions {
  /** The model's folder, and the same model running. */
  readonly model: string;
  readonly recognizer: OpenRecognizer;
  readonly baseline: KerasBaseline | null;
  /** A digit to measure times on. */
  readonly picture: GrayImage;
}

/** Size, work and time of the recognizer and its baseline, in Markdown. */
export async function costTable(options: CostTableOptions): Promise<string> {
  const { recognizer, baseline, picture } = options;
  const { engine, card } = recognizer;
  const { model } = await loadModel(options.model);
  const onDisk = Object.entries(formatSizes(card)).map(([name, size]) =>
    `${name} ${kilobytes(size)}`
  );
  const columns: Record<string, string[]> = {
    "recognizer (ONNX Runtime)": [
      thousands(card.parameters),
      thousands(macs(model)),
      onDisk.join(", "),
      milliseconds(await medianMilliseconds(() => engine.predict(picture.data, 1))),
      milliseconds(await medianMilliseconds(() => read([picture], { recognizer }))),
    ],
  };
  model.dispose();
  if (baseline) {
    columns[`Keras (TensorFlow ${baseline.tensorflow})`] = [
      thousands(baseline.weights),
      thousands(baseline.macs),
      `weights alone ${kilobytes(baseline.bytes)}`,
      milliseconds(baseline.milliseconds),
      "",
    ];
  }
  const rows = [
    "weights",
    "multiply-adds a digit",
    "on disk",
    "network alone, one digit",
    `${picture.width}x${picture.height} picture to answer`,
  ];
  return table(
    ["", ...Object.keys(columns)],
    rows.map((name, i) => [name, ...Object.values(columns).map((column) => column[i])]),
  );
}

const thousands = (count: number) => count.toLocaleString("en");
const kilobytes = (bytes: number) => `${thousands(Math.round(bytes / 1000))} kB`;
const milliseconds = (time: number) => `${time.toFixed(2)} ms`;

/** The median time of `run`, in milliseconds, after some runs that warm it up. */
async function medianMilliseconds(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -100; round < 1000; round++) {
    const before = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - before);
  }
  return quantile(times, 0.5);
}
