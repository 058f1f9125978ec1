/** The networks, ready to be trained on random numbers, to time a step. */
import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../../../lib/base/random.ts";
import { EXAMPLE_SIDE } from "../../../lib/dataset/finder/finder_example.ts";
import { COARSE_CHANNELS, FINE_CHANNELS } from "../../../lib/dataset/finder/finder_targets.ts";
import { createAdam } from "../../../lib/network/adam.ts";
import { CLASSIFIERS } from "../../../lib/network/classifiers.ts";
import { finderNetwork } from "../../../lib/network/finder.ts";
import { finderStep } from "../../../lib/network/finder_step.ts";
import { fit } from "../../../lib/network/fit.ts";
import { FINDER_RECIPE } from "../../../lib/network/train_finder.ts";
import { milliseconds } from "../../comparison.ts";

const CLASSES = 10;

/** A network in training: how it learns, and how long its steps take. */
export interface Trainee {
  readonly model: tf.LayersModel;
  readonly batch: number;
  readonly beta2: number;
  readonly decay: number;
  /** Of a picture, and of what is learnt of it. */
  readonly shape: readonly number[];
  readonly targets: readonly (readonly number[])[];
  /** Milliseconds of steps; one before them warms up. */
  steps(count: number): Promise<number[]>;
}

/** Every network by the name that reports give it: made anew on each call, on the backend in use. */
export const TRAINEES: Readonly<Record<string, () => Trainee>> = {
  "report CNN": () => classifier("report"),
  "digit net": () => classifier("digit"),
  finder,
};

function classifier(name: keyof typeof CLASSIFIERS): Trainee {
  const { input: { width, height }, recipe: { batch, beta2 }, build } = CLASSIFIERS[name];
  const model = build({ width, height, classes: CLASSES, seed: 1 });
  const targets = new Float32Array(batch * CLASSES);
  for (let i = 0; i < batch; i++) targets[i * CLASSES + i % CLASSES] = 1;
  const images = noise(batch * width * height);
  return {
    ...{ model, batch, beta2, decay: 0 },
    shape: [height, width, 1],
    targets: [[CLASSES]],
    async steps(count) {
      const ends: number[] = [];
      await fit(model, {
        epochs: 1,
        stepsPerEpoch: count + 1,
        learningRate: () => 0.001,
        beta2,
        nextBatch: () => ({ images, targets, count: batch, weight: batch }),
        validation: {
          ...{ width, height, size: 1 },
          images: new Uint8Array(width * height),
          labels: new Uint8Array(1),
          classes: Array.from({ length: CLASSES }, (_, i) => String(i)),
        },
        seed: 1,
        onProgress: () => ends.push(performance.now()),
      });
      return ends.slice(1).map((end, i) => end - ends[i]);
    },
  };
}

function finder(): Trainee {
  const { batch, beta2, weightDecay } = FINDER_RECIPE;
  const model = finderNetwork({ seed: 1 });
  const weights = model.layers.flatMap((layer) => layer.trainableWeights);
  const optimizer = createAdam(weights, { beta2, weightDecay });
  const [half, quarter] = [EXAMPLE_SIDE / 2, EXAMPLE_SIDE / 4];
  const targets = [[half, half, FINE_CHANNELS], [quarter, quarter, COARSE_CHANNELS]];
  const [fine, coarse] = targets.map((shape) =>
    noise(batch * tf.util.sizeFromShape(shape)).map((one) => one < 0.1 ? 1 : 0)
  );
  const made = { images: noise(batch * EXAMPLE_SIDE ** 2), fine, coarse, count: batch };
  const random = createRandom(1);
  return {
    ...{ model, batch, beta2, decay: weightDecay, targets },
    shape: [EXAMPLE_SIDE, EXAMPLE_SIDE, 1],
    async steps(count) {
      const step = () => finderStep(model, made, { optimizer, learningRate: 0.001, random });
      const times: number[] = [];
      for (let i = 0; i <= count; i++) times.push(await milliseconds(step));
      return times.slice(1);
    },
  };
}

function noise(length: number): Float32Array {
  const random = createRandom(1);
  return Float32Array.from({ length }, () => random.uniform());
}
