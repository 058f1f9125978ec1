/**
 * `deno task report`: measures the shipped recognizer on digits that it has never seen and writes
 * reports/recognizer.md with its pictures.
 *
 * The Semeion set is measured where it lies at ../shared/data, scikit-learn's digits where a Python has
 * scikit-learn; the report names what was left out.
 */
import { reliabilityDiagram } from "../lib/charts/reliability_diagram.ts";
import { toPng } from "../lib/charts/render.ts";
import { riskCoverageChart } from "../lib/charts/risk_coverage_chart.ts";
import { contactSheet } from "../lib/dataset/contact_sheet.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { drawPenSet } from "../lib/dataset/pen.ts";
import { pictureAt } from "../lib/dataset/picture_at.ts";
import { openEngine } from "../lib/engine/open.ts";
import { ImageError } from "../lib/errors.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { prepare } from "../lib/image/prepare.ts";
import { auroc } from "../lib/network/auroc.ts";
import { argmax, measure, type Metrics, reliabilityBins } from "../lib/network/metrics.ts";
import { createRandom } from "../lib/random.ts";
import { corruptions } from "../tests/mnist_c/corruptions.ts";
import { notDigits } from "../tests/not_digits.ts";

const PICTURES = "reports/recognizer";

interface Labelled {
  readonly name: string;
  readonly images: readonly GrayImage[];
  readonly labels: ArrayLike<number>;
}

interface Measured extends Labelled {
  readonly inputs: readonly GrayImage[];
  readonly probabilities: Float32Array;
  readonly metrics: Metrics;
}

const { engine, card } = await openEngine({ model: "models/digits" });
const classes = card.classes.length;
const pixels = card.input.width * card.input.height;
const blank: GrayImage = { ...card.input, data: new Float32Array(pixels) };

/** What the network sees; a picture without ink stays blank, and its answer is no digit by rule. */
function prepared(image: GrayImage): GrayImage {
  try {
    return prepare(image, card.input);
  } catch (error) {
    if (error instanceof ImageError) return blank;
    throw error;
  }
}

async function answer(inputs: readonly GrayImage[]): Promise<Float32Array> {
  const batch = new Float32Array(inputs.length * pixels);
  inputs.forEach(({ data }, i) => batch.set(data, i * pixels));
  return await engine.predict(batch, inputs.length);
}

async function measured(set: Labelled): Promise<Measured> {
  const inputs = set.images.map(prepared);
  const probabilities = await answer(inputs);
  return {
    ...set,
    inputs,
    probabilities,
    metrics: measure(probabilities, set.labels, card.classes),
  };
}

const confidencesOf = (probabilities: Float32Array) =>
  Float32Array.from({ length: probabilities.length / classes }, (_, i) => {
    return Math.max(...probabilities.subarray(i * classes, (i + 1) * classes));
  });

/** 1,593 digits by about 80 people, 16x16 black and white (UCI Machine Learning Repository). */
async function semeion(): Promise<Labelled | null> {
  const text = await Deno.readTextFile("../shared/data/semeion.data").catch(() => null);
  if (text === null) return null;
  const rows = text.trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return {
    name: "Semeion",
    images: rows.map((row) => ({
      width: 16,
      height: 16,
      data: Float32Array.from(row.slice(0, 256)),
    })),
    labels: rows.map((row) => row.slice(256).indexOf(1)),
  };
}

/** 1,797 digits of 8x8 pixels, of 17 shades, that scikit-learn carries (UCI optical digits, test part). */
async function sklearnDigits(): Promise<Labelled | null> {
  const script = "import json; from sklearn.datasets import load_digits; d = load_digits(); " +
    "print(json.dumps([d.images.reshape(len(d.images), 64).tolist(), d.target.tolist()]))";
  for (const python of [Deno.env.get("DIGITS_PYTHON"), ".venv/bin/python3", "python3"]) {
    if (!python) continue;
    const run = await new Deno.Command(python, { args: ["-c", script], stderr: "null" }).output()
      .catch(() => null);
    if (!run?.success) continue;
    const [images, labels] = JSON.parse(new TextDecoder().decode(run.stdout));
    return {
      name: "scikit-learn's 8x8 digits",
      images: images.map((row: number[]) => ({
        width: 8,
        height: 8,
        data: Float32Array.from(row, (shade) => shade / 16),
      })),
      labels,
    };
  }
  return null;
}

const test = await loadMnist("test");
const testImages = Array.from({ length: test.size }, (_, i) => pictureAt(test, i));
const pen = await drawPenSet({ seed: 77, source: "design" });
const sets: (Labelled | null)[] = [
  { name: "MNIST test", images: testImages, labels: test.labels },
  await semeion(),
  await sklearnDigits(),
  {
    name: "pen set (another seed, strokes of our own design)",
    images: Array.from({ length: pen.size }, (_, i) => pictureAt(pen, i)),
    labels: pen.labels,
  },
];
const missing = [sets[1] ? "" : "Semeion", sets[2] ? "" : "scikit-learn's digits"].filter(Boolean);
const results: Measured[] = [];
for (const set of sets) if (set) results.push(await measured(set));

const spoilt: { name: string; accuracy: number }[] = [];
for (const [name, corrupt] of Object.entries(corruptions)) {
  const random = createRandom(1);
  const images = testImages.slice(0, 1000).map((image) => ({
    ...image,
    data: corrupt(image.data, random),
  }));
  const { metrics } = await measured({ name, images, labels: test.labels.slice(0, 1000) });
  spoilt.push({ name, accuracy: metrics.accuracy });
}
const spoiltMean = spoilt.reduce((sum, { accuracy }) => sum + accuracy, 0) / spoilt.length;

const digitConfidences = confidencesOf(results[0].probabilities);
const refusals: { name: string; area: number; accepted: number }[] = [];
const everyConfidence: number[] = [];
for (const [name, images] of Object.entries(await notDigits(500))) {
  const confidences = confidencesOf(await answer(images.map(prepared)));
  everyConfidence.push(...confidences);
  refusals.push({
    name,
    area: auroc(digitConfidences, confidences),
    accepted: confidences.filter((c) => c >= card.threshold).length / confidences.length,
  });
}
await engine.close();
const area = auroc(digitConfidences, everyConfidence);

await Deno.mkdir(PICTURES, { recursive: true });
const [mnist] = results;
const picture = async (name: string, png: Uint8Array) =>
  await Deno.writeFile(`${PICTURES}/${name}.png`, png);
await picture(
  "reliability",
  await toPng(reliabilityDiagram({
    title: "Reliability on MNIST test",
    bins: reliabilityBins(mnist.probabilities, mnist.labels, classes),
  })),
);
await picture(
  "risk-coverage",
  await toPng(riskCoverageChart({
    title: "Error left when only the surest answers are given",
    answers: Object.fromEntries(results.map((result) => {
      const answers = argmax(result.probabilities, classes);
      return [result.name, {
        confidences: confidencesOf(result.probabilities),
        right: Array.from(answers, (a, i) => a === result.labels[i]),
      }];
    })),
  })),
);
const worst = results.flatMap((result) =>
  [...argmax(result.probabilities, classes)].map((a, i) => ({
    input: result.inputs[i],
    right: a === result.labels[i],
    confidence: result.probabilities[i * classes + a],
  }))
).filter(({ right }) => !right).sort((a, b) => b.confidence - a.confidence).slice(0, 30);
await picture(
  "worst",
  await encodePng(contactSheet(worst.map(({ input }) => input), { columns: 10, scale: 2 })),
);

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const refusedOf = (result: Measured) => {
  const confidences = confidencesOf(result.probabilities);
  return confidences.filter((c) => c < card.threshold).length / confidences.length;
};
await Deno.writeTextFile(
  "reports/recognizer.md",
  `# The recognizer on digits it has never seen

Made by \`deno task report\`; do not edit. One network, one pass, every picture through the image path as one digit.
${missing.length > 0 ? `\nLeft out, because not at hand: ${missing.join(", ")}.\n` : ""}
| data | pictures | accuracy | 95 % interval | ECE | refused |
| --- | ---: | ---: | ---: | ---: | ---: |
${
    results.map((result) => {
      const { images, accuracy, accuracy95: [low, high], ece } = result.metrics;
      return `| ${result.name} | ${images} | ${percent(accuracy)} | ${percent(low)} to ${
        percent(high)
      } | ${percent(ece)} | ${percent(refusedOf(result))} |`;
    }).join("\n")
  }

Refused: answers below the model's threshold of ${card.threshold}. Accuracy counts the best guess of those too.

## Recall of each class

| data | ${card.classes.join(" | ")} |
| --- | ${card.classes.map(() => "---:").join(" | ")} |
${
    results.map(({ name, metrics }) =>
      `| ${name} | ${
        Object.values(metrics.perClass).map(({ recall }) => (100 * recall).toFixed(1)).join(" | ")
      } |`
    ).join("\n")
  }

## Spoilt digits

Fifteen corruptions after MNIST-C (Mu and Gilmer 2019), 1,000 test digits each; training met none of them.

| corruption | accuracy |
| --- | ---: |
${spoilt.map(({ name, accuracy }) => `| ${name} | ${percent(accuracy)} |`).join("\n")}
| **mean** | **${percent(spoiltMean)}** |

## What is no digit

500 pictures a kind; AUROC of the confidence against the MNIST test digits. Letters are those that nobody takes for a
digit, set in DejaVu's faces; the pairs are MNIST test digits.

| kind | AUROC | answered all the same |
| --- | ---: | ---: |
${
    refusals.map(({ name, area, accepted }) =>
      `| ${name} | ${area.toFixed(4)} | ${percent(accepted)} |`
    ).join("\n")
  }
| **all** | **${area.toFixed(4)}** | |

## Pictures

![Accuracy against confidence on MNIST test](recognizer/reliability.png)

![Error against the share of pictures answered, for every set](recognizer/risk-coverage.png)

The 30 most confident mistakes, as the network saw them:

![Thirty digits that were read wrongly](recognizer/worst.png)
`,
);
console.log("written: reports/recognizer.md");
