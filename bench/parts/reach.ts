/** From nothing to a network that reads MNIST, beside the convnet of the Keras documentation. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import type { Progress } from "../../lib/base/progress.ts";
import { createRandom } from "../../lib/base/random.ts";
import { GENTLE } from "../../lib/dataset/augment.ts";
import type { WarpBounds } from "../../lib/dataset/augment/draw_warp.ts";
import type { Dataset } from "../../lib/dataset/dataset.ts";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import type { Parts } from "../../lib/dataset/split.ts";
import { CLASSIFIERS } from "../../lib/network/classifiers.ts";
import { fit } from "../../lib/network/fit.ts";
import { oneCycle } from "../../lib/network/schedule.ts";
import { scoreOn } from "../../lib/network/score_on.ts";
import { shuffledBatches } from "../../lib/network/shuffled_batches.ts";
import { type Part, stepOf } from "../part.ts";
import { mnistFiles, startPython } from "../python_program.ts";
import { percent } from "../tables.ts";

/** An accuracy in [0, 1], after so many seconds of learning. */
type Point = readonly [seconds: number, accuracy: number];

/** An accuracy, and what is enough for it, by the validation digits of several seeds. */
interface Target {
  readonly accuracy: number;
  /** Times through the data for which the learning rate's schedule is made. */
  readonly epochs: number;
  /** Pictures a step; the recipe's when left out. */
  readonly batch?: number;
  /** Warps every digit anew each time, up to these bounds; none when left out. */
  readonly bends?: WarpBounds;
}

const TARGETS: readonly Target[] = [
  { accuracy: 0.99, epochs: 1.1, batch: 64 },
  { accuracy: 0.995, epochs: 5, bends: GENTLE },
];
const ACCURACIES = TARGETS.map(({ accuracy }) => accuracy);

/** Steps between two measurements. */
const EVERY = 100;

/** As it is documented. */
const KERAS_EPOCHS = 15;
const KERAS = "Keras's convnet";

export const reach: Part = {
  title: "From nothing to an accuracy",
  about:
    "Seconds of learning, from the first step to the first measurement at which so many of MNIST's 10,000 test " +
    "digits are read right; every hundred steps the clock stands still and both are measured. Ours is the digit " +
    "net by its own recipe, on digits that are not drawn anew. For 99 % it goes 1.1 times through the data in half " +
    "batches, for 99.5 % five times with gentle warps; the recipe has forty. Neither was chosen on test digits. " +
    `Keras's is the simple convnet of its documentation as it stands there, with a twelfth of the weights, ` +
    `${KERAS_EPOCHS} times through the data, which alone takes minutes. All three are trained once, one after the other.`,
  isLong: true,
  async measure({ python, fast, onProgress }) {
    await useBackend("auto");
    const data = await openDataset("mnist", CLASSIFIERS.digit.input, { seed: 1 });
    const ours: Awaited<ReturnType<typeof digitNetCurve>>[] = [];
    for (const [n, target] of TARGETS.entries()) {
      ours.push(
        await digitNetCurve(data, target, {
          most: fast ? 5 : Infinity,
          onProgress: stepOf(onProgress, n, TARGETS.length + 1),
        }),
      );
    }
    let theirs: Point[] = [];
    await using program = python ? startPython(python, "convnet_curve.py") : null;
    if (program) {
      await program.ask("load", {
        ...{ train: mnistFiles("train"), test: mnistFiles("t10k") },
        most: fast ? 14_400 : null,
      });
      const epochs = fast ? 1 : KERAS_EPOCHS;
      for (let n = 0; n < epochs && !secondsTo(Math.max(...ACCURACIES), theirs); n++) {
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
      ...(theirs.length > 0 ? [bestOf(KERAS, theirs, ACCURACIES)] : []),
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

/**
 * Trains the digit net from scratch and measures it now and then; the clock stands still meanwhile.
 *
 * By its own recipe, but for what the target says, and on digits that are not drawn anew. It ends at the target, or
 * after `most` steps.
 *
 * @returns Its accuracies on the test digits, by which nothing is chosen, and the last one on the validation digits.
 */
async function digitNetCurve(
  { train, validation, test }: Parts<Dataset>,
  { accuracy: enough, epochs, batch, bends }: Target,
  { most, onProgress }: { readonly most: number; readonly onProgress: Progress },
) {
  const { recipe: { peak, beta2, average, ...recipe }, build } = CLASSIFIERS.digit;
  const { width, height } = train;
  const model = build({ width, height, classes: train.classes.length, seed: 1 });
  const { nextBatch, stepsPerEpoch } = shuffledBatches({
    ...{ dataset: train, batch: batch ?? recipe.batch, bends },
    random: createRandom(1).fork("batches"),
  });
  const steps = epochs * stepsPerEpoch;
  const stop = new AbortController();
  const points: Point[] = [];
  let [validated, seconds, begun] = [0, 0, 0];
  await fit(model, {
    nextBatch() {
      begun = performance.now();
      return nextBatch();
    },
    epochs: Math.ceil(steps / EVERY),
    stepsPerEpoch: Math.min(EVERY, most),
    learningRate: oneCycle({ peak }),
    ...{ beta2, average, seed: 1, signal: stop.signal },
    validation: test,
    onProgress(...progress) {
      seconds += (performance.now() - begun) / 1000;
      onProgress(...progress);
    },
    onEpoch({ validation: { accuracy } }) {
      points.push([seconds, accuracy]);
      if (accuracy >= enough || points.length * EVERY >= most) stop.abort();
      const isLast = stop.signal.aborted || points.length * EVERY >= steps;
      if (isLast) validated = scoreOn(model, validation).accuracy;
    },
  });
  model.dispose();
  return { points, validated };
}

/** The seconds of the first point that has an accuracy; undefined where none has. */
export function secondsTo(accuracy: number, points: readonly Point[]): number | undefined {
  return points.find(([, reached]) => reached >= accuracy)?.[0];
}
