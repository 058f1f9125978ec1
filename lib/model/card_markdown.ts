import { wilsonInterval } from "../base/wilson_interval.ts";
import { type Card, type FinderCard, isTaught, type ModelCard, type Score } from "./card.ts";

/** The card for people: what `card.json` says, in words and a table. */
export function cardMarkdown(card: ModelCard | FinderCard): string {
  const { training, metrics } = card;
  const row = (name: string, score: Score) => {
    const [low, high] = wilsonInterval(Math.round(score.accuracy * score.images), score.images);
    return `| ${name} | ${score.images} | ${percent(score.accuracy)} | ` +
      `${percent(low)} to ${percent(high)} | ${score.loss.toFixed(4)} |`;
  };
  const about = "classes" in card ? aboutClassifier(card) : FINDER;
  return `# Model card

| | |
| --- | --- |
| Network | ${card.network} (lib/network/${card.network}.ts), ${
    card.parameters.toLocaleString("en-US")
  } trainable weights |
| Answers | ${about.answers} |
| Trained on | ${training.data}, pixels and labels sha256 \`${training.dataSha256.slice(0, 16)}…\` |
| Run | ${runs(training)} |
| Commit | ${training.commit ?? "not known"} |
${licence(training)}| Made with | ${
    Object.entries(card.versions).map(([name, v]) => `${name} ${v}`).join(", ")
  } |

## Input and output

${about.input}

## How well it ${about.does}

| part of the data | pictures | ${about.accuracy} | 95 % interval | ${about.loss} |
| --- | ---: | ---: | ---: | ---: |
${row("training", metrics.train)}
${row(about.rows[0], metrics.validation)}
${row(about.rows[1], metrics.test)}

${about.parts}

## For whom

${about.forWhom}

## Files

${
    Object.entries(card.files).map(([name, { bytes, sha256 }]) =>
      `- \`${name}\`: ${bytes.toLocaleString("en-US")} bytes, sha256 \`${sha256.slice(0, 16)}…\``
    ).join("\n")
  }
`;
}

/** Under which terms it may be used, where what it learned from is known. */
function licence(training: Training): string {
  if (training.data !== "mnist") return "";
  const people = metPeople(training)
    ? "; Pendigits is by E. Alpaydin and F. Alimoglu (UCI Machine Learning Repository, CC BY 4.0)"
    : "";
  return `| Licence | MIT, as the project; MNIST is by Y. LeCun, C. Cortes and C. Burges${people} |\n`;
}

/** Any training of a card; a finder's has its own numbers beside those of all. */
type Training =
  & Card["training"]
  & Partial<Pick<FinderCard["training"], "pictures" | "stepsPerEpoch">>;

/** A training, and those that it went on from, the last one first. */
function runs(training: Training, isInMean = false): string {
  const { batch, seed, backend, stepsPerEpoch, pictures, people, from, mean } = training;
  const beside = people ? `, with ${people}` : "";
  const drawn = stepsPerEpoch && pictures
    ? `, on parts of ${count(pictures, "drawn picture")}`
    : "";
  return `${
    lengthOf(training)
  } of batch ${batch}${drawn}${beside}, seed ${seed}, backend ${backend}` +
    (isInMean ? " (the mean of both is kept)" : "") +
    (from ? `; on from ${runs(from, mean)}` : "");
}

/** How long a training was. Of the same minutes the clock makes other steps each time: that is said with them. */
function lengthOf({ epochs, minutes, steps, stopped, stepsPerEpoch }: Training): string {
  const byClock = minutes === undefined
    ? ""
    : `${count(minutes, "minute")} by the clock, not to be repeated exactly: `;
  const made = steps === undefined ? "" : (stopped ? "stopped after " : "") + count(steps, "step");
  if (made && (byClock || !stopped)) return byClock + made;
  const all = stepsPerEpoch === undefined ? "" : count(stepsPerEpoch, "step");
  const whole = all && epochs === 1 ? all : count(epochs, "epoch") + (all && ` of ${all}`);
  return byClock + whole + (made && `, ${made}`);
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString("en-US")} ${thing}${number === 1 ? "" : "s"}`;
}

/** What differs from network to network. */
interface About {
  readonly answers: string;
  readonly input: string;
  /** Verb, and the heads of the two columns of numbers. */
  readonly does: string;
  readonly accuracy: string;
  readonly loss: string;
  /** What the validation part and the test part are, and more about them. */
  readonly rows: readonly [string, string];
  readonly parts: string;
  readonly forWhom: string;
}

const ROWS = ["validation", "test"] as const;

function aboutClassifier(card: ModelCard): About {
  const { input, threshold } = card;
  const taught = isTaught(card.training);
  const prepared = input.prepare === "resize"
    ? `The whole picture, grey, resized to ${input.width} x ${input.height}.`
    : `The ink of one digit, framed the way MNIST frames it: longer side 20 pixels, centre of mass in ` +
      `the middle of ${input.width} x ${input.height}.`;
  return {
    answers: card.classes.join(", "),
    input:
      `${prepared} Numbers from 0 (paper) to 1 (ink), \`[batch, ${input.height}, ${input.width}, 1]\`. \`model.onnx\` and
\`saved_model/\` take them as \`image\` and give \`probabilities\`, one for each class. How sure a *reading* is, is
computed from these and from what the finder says${
        card.trust ? " (`trust` in card.json)" : ""
      }. Only that
confidence is compared with ${threshold}; it is not the largest probability.`,
    does: "reads",
    accuracy: "accuracy",
    loss: "cross-entropy",
    rows: taught ? ["held out", "old digits"] : ROWS,
    parts: taught ? TAUGHT : chosenOn(card),
    forWhom: forWhom(card),
  };
}

/** What is known of the parts of a taught model's data. */
const TAUGHT =
  `Of every class each fourth example was held out; copies among them were not looked for. The old digits are test
digits of MNIST. Neither chose anything. Threshold, and how sure a reading is, are those of the model that was
taught, unless \`deno task calibrate\` has fitted them since.`;

function chosenOn({ trust, threshold }: ModelCard): string {
  return trust
    ? `Exact duplicates are in one part only. The validation part chose the epoch and the temperature of the
confidences; the test part was measured after each training, and chose nothing. How sure a reading is, is fitted on
drawn pictures of validation digits (\`deno task calibrate\`); below ${threshold} there is no answer.`
    : `Exact duplicates are in one part only. The validation part chose the epoch, the temperature of the
confidences and the threshold; the test part was measured after the training, and chose nothing.`;
}

const FINDER: About = {
  answers: "where ink is, where the middle of each character is, its size (longer side)",
  input:
    `A grey picture of any size, either way round, less its mean and divided by its deviation, with a
margin (lib/finder/finder_input.ts): \`image\`, \`[batch, height, width, 1]\`, both sides multiples of 32. What
comes out, \`fine\`, \`[batch, height / 2, width / 2, 6]\`, and \`coarse\`, \`[batch, height / 4, width / 4, 3]\`,
is told in lib/network/finder.ts, and made into characters by lib/finder/read_out.ts.`,
  does: "finds",
  accuracy: "as many digits found as there are",
  loss: "loss",
  rows: ROWS,
  parts:
    `The pictures are drawn (lib/dataset/photos.ts): canvases, photographs, scans, screenshots, and
pictures of no digit. Their handwriting is the training, validation and test digits of the data, each part's
own, and strokes of our own design; letters and signs are of our own design or, like some
digits beside them, of handwriting fonts.`,
  forWhom:
    `It works for digits written by hand, dark on light or light on dark, from about 8 pixels high, on
paper, boards and screens: also along the sides of a picture, between printed lines, in boxes, touching.

It works less well for what the generator does not draw: digits inside one another, writing that runs
upwards or upside down, decorated or outlined digits. Printed digits were never shown to it: it may take
them for writing.`,
};

/** Whether it, or what it went on from, learnt what people wrote with a pen. */
function metPeople({ people, from }: Training): boolean {
  return people !== undefined || from !== undefined && metPeople(from);
}

/** Whom it works for, whom it does not, and how that is known. */
function forWhom(card: ModelCard): string {
  const { training, network } = card;
  const measure = "Measure it on your own pictures before you rely on it: " +
    "`deno task evaluate --data FOLDER --model THIS_FOLDER`.";
  if (isTaught(training)) {
    return "It has met what the model that was taught had met, and the examples as they were given.\n" +
      measure;
  }
  if (training.data !== "mnist" || network !== "digit") {
    return `It has met the hands in its training data and what augmentation makes of them.\n${measure}`;
  }
  return `It has met the digits of some 250 Americans, clerks and school pupils of about 1990 (MNIST), and what
augmentation makes of them: other pens, slants and proportions, bars on sevens, flags on ones, hooked
nines, few pixels, noise, pieces of drawn pictures. A quarter of those, and one picture in six beside them,
show strokes of our own design: how schools of many countries teach digits, copperplate and italic too
(lib/dataset/school_designs.ts).${
    metPeople(training)
      ? ` In its last training a third of the latter was what 30 people had written on a
tablet, at a university in Istanbul (Pendigits; no ones, fives and sevens).`
      : ""
  } It has met nobody else.

It works for single digits and for numbers, in writing that a person would call easy to read; the finder
(models/finder) shows it one digit at a time.

It works less well

- for fours and nines with closed or hooked tops and for ones with long flags, as many Europeans write
  them: where other people's digits are misread, it is mostly these;
- for digits of 8 or fewer pixels, and where lines, stripes or fog run through the writing;
- for digits that touch, and on forms and photographs with much else on them
  ([the report on whole pictures](../../reports/photos.md));
- for letters and scribbles that look like digits: it answers some of them;
- for digits of other scripts, such as Eastern Arabic or Devanagari: it has never seen any.

How we know: [the report](../../reports/recognizer.md) measures it on the handwriting of other people, on
spoilt pictures and on what is no digit, none of which it was trained on. Of age, disability and country
nothing is known beyond that; no set at hand names its writers.

${measure}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
