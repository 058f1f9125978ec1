import * as tf from "@tensorflow/tfjs";
import { isNative } from "../backend/native_op.ts";
import { nativeAdam } from "./native_adam.ts";

/** Decay of the gradient's running mean, and what keeps the divisor above zero. */
const [BETA1, EPSILON] = [0.9, 1e-7];

/** Settings of {@linkcode createAdam}. */
export interface AdamOptions {
  /** Decay of the running mean of the gradient's square; 0.999 when left out. */
  readonly beta2?: number;
  /**
   * Share of every kernel that a step takes away, in units of the learning rate; 0 when left out. Biases
   * and normalisations keep theirs, as is usual.
   */
  readonly weightDecay?: number;
}

/** An optimiser over a fixed list of variables. */
export interface Optimizer {
  /** Moves the variables against `gradients`, which are in their order. */
  step(gradients: readonly tf.Tensor[], learningRate: number): void;
  dispose(): void;
}

/** All numbers that Adam goes by. */
export interface AdamSettings extends Required<AdamOptions> {
  readonly beta1: number;
  readonly epsilon: number;
}

/**
 * Adam (Kingma and Ba 2015), with weight decay AdamW (Loshchilov and Hutter 2019), which shrinks the weights
 * themselves instead of adding to the gradient. By TensorFlow's own kernel where the backend is native.
 */
export function createAdam(
  variables: readonly tf.LayerVariable[],
  { beta2 = 0.999, weightDecay = 0 }: AdamOptions = {},
): Optimizer {
  const settings = { beta1: BETA1, beta2, epsilon: EPSILON, weightDecay };
  return (isNative() ? nativeAdam : plainAdam)(variables, settings);
}

/**
 * Adam by tfjs's operations, on any backend, over all variables laid end to end as one vector: tfjs's own
 * runs a dozen small operations for each variable; on one vector they are a dozen in all.
 */
export function plainAdam(
  variables: readonly tf.LayerVariable[],
  { beta1, beta2, epsilon, weightDecay }: AdamSettings,
): Optimizer {
  const sizes = variables.map((variable) => tf.util.sizeFromShape(variable.shape as number[]));
  const total = sizes.reduce((a, b) => a + b, 0);
  let mean: tf.Tensor = tf.zeros([total]);
  let square: tf.Tensor = tf.zeros([total]);
  let steps = 0;

  return {
    step(gradients, learningRate) {
      steps++;
      const [newMean, newSquare] = tf.tidy(() => {
        const gradient = tf.concat(gradients.map((g) => g.flatten()));
        const newMean = mean.mul(beta1).add(gradient.mul(1 - beta1));
        const newSquare = square.mul(beta2).add(gradient.square().mul(1 - beta2));
        // The paper's bias corrections, moved from the vectors into the two scalars.
        const scale = Math.sqrt(1 - beta2 ** steps);
        const rate = learningRate * scale / (1 - beta1 ** steps);
        const change = newMean.mul(rate).div(newSquare.sqrt().add(epsilon * scale));
        tf.split(change, sizes).forEach((part, i) => {
          const old = variables[i].read();
          const decays = weightDecay > 0 && old.rank > 1;
          const kept = decays ? old.mul(1 - learningRate * weightDecay) : old;
          variables[i].write(kept.sub(part.reshape(old.shape)));
        });
        // Kept, because a training step may run inside the caller's own tidy.
        return [tf.keep(newMean), tf.keep(newSquare)];
      });
      tf.dispose([mean, square]);
      [mean, square] = [newMean, newSquare];
    },
    dispose() {
      tf.dispose([mean, square]);
    },
  };
}
