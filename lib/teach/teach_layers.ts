import { createRandom } from "../base/random.ts";
import { shuffledIndices } from "../base/shuffled_indices.ts";
import { type DenseLayer, inputsOf, passOn, softmax } from "./dense_layers.ts";
import type { TeachOptions } from "./teach.ts";

/** Rows of features, and what the layers are to answer for each. */
interface Lessons {
  /** `size * inputs` numbers, row by row. */
  readonly features: Float32Array;
  /** `size * classes` probabilities, row by row. */
  readonly targets: Float32Array;
  readonly size: number;
}

interface TeachLayersOptions extends Pick<TeachOptions, "layers" | "seed" | "signal"> {
  /** What is new. */
  readonly fresh: Lessons;
  /** What is to be kept: shown again beside the new. */
  readonly memory: Lessons;
  /** Times through the new examples. */
  readonly epochs: number;
  /** New examples a step; with each come `mindful` of memory. */
  readonly batch: number;
  readonly mindful: number;
  /** Adam's step size at the start; it falls to 0 in half a cosine. */
  readonly learningRate: number;
  /**
   * Called after each epoch, from 1 up, with the mean cross-entropy of the new examples as they were learned from, in
   * nats, and the layers as they then are; waited for.
   */
  readonly onEpoch?: (
    epoch: number,
    loss: number,
    layers: readonly DenseLayer[],
  ) => void | Promise<void>;
}

/**
 * Teaches copies of dense layers new examples, with rehearsal of old ones in every step (Robins, "Catastrophic
 * forgetting, rehearsal and pseudorehearsal", 1995), by Adam (Kingma and Ba, 2015) on cross-entropy.
 */
export async function teachLayers(options: TeachLayersOptions): Promise<DenseLayer[]> {
  const { fresh, memory, epochs, batch, mindful, learningRate, onEpoch, signal } = options;
  const random = createRandom(options.seed);
  const layers = options.layers.map(({ weights, bias }) => ({
    weights: weights.slice(),
    bias: bias.slice(),
  }));
  const numbers = layers.flatMap(({ weights, bias }) => [weights, bias]);
  const gradients = numbers.map(({ length }) => new Float32Array(length));
  const step = adam(numbers, gradients);
  const nextFresh = shuffledIndices(fresh.size, batch, random);
  const nextMemory = shuffledIndices(memory.size, 1, random);
  const perEpoch = Math.ceil(fresh.size / batch);
  for (let epoch = 1, done = 0; epoch <= epochs && !signal?.aborted; epoch++) {
    let loss = 0;
    for (let i = 0; i < perEpoch; i++, done++) {
      for (const gradient of gradients) gradient.fill(0);
      const shown = nextFresh();
      const old = memory.size > 0 ? mindful * shown.length : 0;
      const share = 1 / (shown.length + old);
      for (const index of shown) loss += learn(layers, gradients, fresh, index, share);
      for (let k = 0; k < old; k++) learn(layers, gradients, memory, nextMemory()[0], share);
      step(learningRate * (1 + Math.cos(Math.PI * done / (epochs * perEpoch))) / 2);
    }
    await onEpoch?.(epoch, loss / fresh.size, layers);
  }
  return layers;
}

/** Adds what one example says of the weights to their gradients, times `share`; gives its loss. */
function learn(
  layers: readonly DenseLayer[],
  gradients: readonly Float32Array[],
  { features, targets }: Lessons,
  index: number,
  share: number,
): number {
  const length = inputsOf(layers[0]);
  const values = passOn(layers, features.subarray(index * length, (index + 1) * length));
  const answers = softmax(values.at(-1)!);
  const wanted = targets.subarray(index * answers.length, (index + 1) * answers.length);
  let loss = 0;
  wanted.forEach((target, k) => {
    if (target > 0) loss -= target * Math.log(Math.max(1e-12, answers[k]));
  });
  let error = answers.map((answer, k) => share * (answer - wanted[k]));
  for (let i = layers.length - 1; i >= 0; i--) {
    const [row, width] = [values[i], error.length];
    const { weights } = layers[i];
    const [ofWeights, ofBias] = [gradients[2 * i], gradients[2 * i + 1]];
    // The first layer's features are not learned.
    const before = new Float32Array(i > 0 ? row.length : 0);
    for (let k = 0; k < width; k++) ofBias[k] += error[k];
    for (let j = 0, at = 0; j < row.length; j++, at += width) {
      const value = row[j];
      // Behind a relu nothing comes from what is 0, and nothing goes back to it.
      if (value === 0) continue;
      let sum = 0;
      for (let k = 0; k < width; k++) {
        ofWeights[at + k] += value * error[k];
        sum += error[k] * weights[at + k];
      }
      if (i > 0) before[j] = sum;
    }
    error = before;
  }
  return loss;
}

/** Adam with its usual memories, in place. */
function adam(numbers: readonly Float32Array[], gradients: readonly Float32Array[]) {
  const [mean, square] = [0, 0].map(() => numbers.map(({ length }) => new Float32Array(length)));
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-7];
  let steps = 0;
  return (rate: number) => {
    steps++;
    const size = rate * Math.sqrt(1 - beta2 ** steps) / (1 - beta1 ** steps);
    numbers.forEach((values, n) => {
      const [m, v, g] = [mean[n], square[n], gradients[n]];
      for (let i = 0; i < values.length; i++) {
        m[i] += (1 - beta1) * (g[i] - m[i]);
        v[i] += (1 - beta2) * (g[i] * g[i] - v[i]);
        values[i] -= size * m[i] / (Math.sqrt(v[i]) + epsilon);
      }
    });
  };
}
