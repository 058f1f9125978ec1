/**
 * `deno task report`: measures the shipped recognizer on digits that it has never seen, beside the convnet
 * of the Keras documentation, and writes reports/recognizer.md with its pictures.
 *
 * Semeion is measured where it lies at ../shared/data, scikit-learn's digits and the Keras baseline in a Python
 * that `baselinePython` finds or makes; the report names what was left out.
 */
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { wilsonInterval } from "../lib/base/wilson_interval.ts";
import { pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { binConfidences, calibrationError, measure } from "../lib/evaluation/metrics.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { runTask } from "../tasks/run_task.ts";
import { openKerasBaseline } from "./keras_baseline.ts";
import { madeBy } from "./made_by.ts";
import { auroc } from "./recognizer/auroc.ts";
import { corruptedDigits } from "./recognizer/corruptions.ts";
import { notDigits } from "./recognizer/not_digits.ts";
import { type Answers, read, type Reader } from "./recognizer/read.ts";
import { drawPictures } from "./recognizer/recognizer_pictures.ts";
import { type LabelledPictures, unseenDigits } from "./recognizer/unseen_digits.ts";
import { percent, table, withInterval } from "./tables.ts";

const REPORT = "reports/recognizer.md";
/** Test digits under each corruption. */
const CORRUPTED = 1000;
/** Pictures of each kind of no digit. */
const NO_DIGITS = 500;

/** A set of pictures, and how every reader answered. */
interface Measured {
  readonly set: LabelledPictures;
  /** In the order of the readers. */
  readonly answers: readonly Answers[];
}

await runTask({
  task: "report",
  about: `Measures the recognizer on digits that it has never seen: ${REPORT}`,
  flags: {},
}, async () => {
  const recognizer = await openRecognizer();
  const { engine, card } = recognizer;
  const { sets: unseen, missing } = await unseenDigits();
  const baseline = await openKerasBaseline().catch(onError(UserError, (error) => {
    missing.push(`the Keras baseline (${error.message})`);
    return null;
  }));
  for (const what of missing) console.error(`left out: ${what}`);

  const raw = { ...card.input, prepare: "resize" } as const;
  const readers: [name: string, reader: Reader][] = [
    ["recognizer", { recognizer }],
    ["digit net, normalised", { engine, input: card.input }],
    ["digit net, raw", { engine, input: raw }],
  ];
  if (baseline) {
    readers.push(["Keras, normalised", { engine: baseline, input: card.input }]);
    readers.push(["Keras, raw", { engine: baseline, input: raw }]);
  }

  async function readByAll(sets: readonly LabelledPictures[]): Promise<Measured[]> {
    const measured: Measured[] = [];
    for (const set of sets) {
      const answers: Answers[] = [];
      for (const [, reader] of readers) answers.push(await read(set.images, reader));
      measured.push({ set, answers });
    }
    return measured;
  }

  const test = await loadMnist("test");
  const images = Array.from({ length: test.size }, (_, i) => pictureAt(test, i));
  const digits = await readByAll([{ name: "MNIST test", images, labels: test.labels }, ...unseen]);
  const corrupted = await readByAll(
    corruptedDigits(images.slice(0, CORRUPTED), test.labels.slice(0, CORRUPTED)),
  );
  const noDigits = await readByAll(
    Object.entries(await notDigits(NO_DIGITS)).map(([name, images]) => (
      { name, images, labels: [] }
    )),
  );
  await recognizer.close();
  await baseline?.close();

  const metricsOf = ({ set, answers }: Measured) =>
    measure(answers[0].probabilities, set.labels, card.classes);
  const area = (reader: number, confidences: ArrayLike<number>) =>
    auroc(digits[0].answers[reader].confidences, confidences).toFixed(4);
  const below = (confidences: Float32Array) =>
    confidences.filter((confidence) => confidence < card.threshold).length / confidences.length;

  await drawPictures(
    "reports/recognizer",
    digits.map((one) => ({ set: one.set, answers: one.answers[0], right: rightOf(one) })),
  );

  const names = readers.map(([name]) => name);
  const accuracies = (measured: Measured) =>
    readers.map((_, reader) => {
      const right = rightOf(measured, reader);
      const hits = right.filter(Boolean).length;
      return withInterval(hits / right.length, wilsonInterval(hits, right.length));
    });
  const accuracyTable = table(["data", "pictures", ...names], [
    ...digits.map((one) => [one.set.name, `${one.set.images.length}`, ...accuracies(one)]),
    ...corrupted.map((one) => [`MNIST-C: ${one.set.name}`, `${CORRUPTED}`, ...accuracies(one)]),
    [
      "**MNIST-C: mean**",
      `${CORRUPTED * corrupted.length}`,
      ...readers.map((_, reader) => {
        const { mean, interval } = meanOverCorruptions(corrupted, reader);
        return `**${withInterval(mean, interval)}**`;
      }),
    ],
  ]);
  const confidenceTable = table(
    ["data", "ECE", "ECE, probabilities", "refused"],
    digits.map((one) => [
      one.set.name,
      percent(calibrationError(binConfidences(one.answers[0].confidences, rightOf(one)))),
      percent(metricsOf(one).ece),
      percent(below(one.answers[0].confidences)),
    ]),
  );
  const recallTable = table(
    ["data", ...card.classes],
    digits.map((one) => [
      one.set.name,
      ...Object.values(metricsOf(one).perClass).map(({ support, recall }) =>
        support > 0 ? (100 * recall).toFixed(1) : "none"
      ),
    ]),
  );
  const noDigitTable = table(
    ["kind", ...names.map((name) => `AUROC, ${name}`), "answered all the same"],
    [
      ...noDigits.map(({ set, answers }) => [
        set.name,
        ...answers.map(({ confidences }, reader) => area(reader, confidences)),
        percent(1 - below(answers[0].confidences)),
      ]),
      [
        "**all**",
        ...readers.map((_, reader) =>
          area(reader, noDigits.flatMap(({ answers }) => [...answers[reader].confidences]))
        ),
        "",
      ],
    ],
  );

  await replaceFile(
    REPORT,
    `# The recognizer on digits it has never seen

${await madeBy("report")}

The recognizer as it is shipped; every picture is read as one digit.
${missing.length > 0 ? `\nLeft out: ${missing.join("; ")}.\n` : ""}
## Accuracy

Percent, with 95 % intervals. MNIST-C stands for fifteen corruptions after Mu and Gilmer (2019), written anew, of the first
${CORRUPTED} test digits; training met none of them. The interval of their mean is over digits.

- *recognizer*: the finder, then the digit net on what it cut out. *Digit net, normalised*: alone, on pictures that Otsu's threshold
  and MNIST's framing prepared; *raw*: alone, the picture only resized to 28x28, light ink on dark.
- *Keras*: the simple MNIST convnet of the Keras documentation, trained as it is there (15 epochs, pictures as they are) by this
  command; *normalised* as our digit net is, *raw* only resized, as most who use it do.
- *Pendigits* (UCI) are the ways of a tablet's pen of 14 people, eight places a digit, drawn as lines on white. The digit net learnt
  from those of 30 others of the same collection. Where the pen was lifted is not told, so that ones, fives and sevens, which
  would look like other digits, are left out; some fours look odd.
- The *pen set* is another person by the generator of the set that people train on (\`deno task data\`). It is of our own design, as a
  quarter of the digits in the photographs are that the recognizer learnt from: to it, not wholly new.

${accuracyTable}

## Confidence

ECE: how far the confidence that is told is from the share that is right; *probabilities*: likewise of the digit net's
likeliest class. Refused: answers below the model's threshold of ${card.threshold}. Accuracy above counts the best guess of those too.

${confidenceTable}

## Recall of each class

${recallTable}

## What is no digit

${NO_DIGITS} pictures a kind; AUROC of the confidence against the MNIST test digits: how often a digit is given more confidence than
a picture of no digit; 0.5 is chance, 1 is always. Letters are those that nobody takes for a digit, set in DejaVu's faces; the
pairs are MNIST test digits. Where no ink is found, as on a blank, no answer is given: confidence 0.

${noDigitTable}

## Pictures

![Accuracy against confidence on MNIST test](recognizer/reliability.png)

![Error against the share of pictures answered, for every set](recognizer/risk-coverage.png)

![The thirty most confident mistakes as the network saw them, each with its true digit, answer and confidence](recognizer/worst.png)
`,
  );
  console.log(`written: ${REPORT}`);
});

/** Which of a reader's guesses are right; where no ink was found, there is no answer that could be. */
function rightOf({ set, answers }: Measured, reader = 0): boolean[] {
  const { guesses, confidences } = answers[reader];
  return Array.from(guesses, (one, i) => confidences[i] > 0 && one === set.labels[i]);
}

/**
 * A reader's mean accuracy over all corruptions. Its interval is over the digits: the corrupted pictures of one digit
 * are not independent of each other.
 */
function meanOverCorruptions(corrupted: readonly Measured[], reader: number) {
  const hits = new Array<number>(CORRUPTED).fill(0);
  for (const one of corrupted) {
    rightOf(one, reader).forEach((isRight, i) => hits[i] += Number(isRight) / corrupted.length);
  }
  return meanInterval(hits);
}

/** The mean of independent numbers, and its 95 % interval by the normal approximation. */
function meanInterval(
  values: readonly number[],
): { mean: number; interval: [low: number, high: number] } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    (values.length - 1);
  const reach = 1.96 * Math.sqrt(variance / values.length);
  return { mean, interval: [mean - reach, mean + reach] };
}
