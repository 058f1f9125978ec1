import * as tf from "@tensorflow/tfjs";
import { readWeights, writeWeights } from "./weight_vector.ts";

/** An exponential moving average of weights, which is smoother than what any one step makes of them. */
export interface RunningMean {
  /** Takes in what a step made of the weights. */
  follow(): void;
  /** Gives the weights the mean's numbers. */
  write(): void;
  /** Does something while the weights have the mean's numbers; then they have their own again. */
  during<T>(work: () => Promise<T>): Promise<T>;
  dispose(): void;
}

/**
 * Begins a {@linkcode RunningMean} with the weights as they are.
 *
 * @param memory How much of the mean stays at each step, in [0, 1); with 0 the weights are the mean.
 */
export function runningMean(weights: readonly tf.LayerVariable[], memory: number): RunningMean {
  let mean = readWeights(weights);
  let step = 0;
  const write = () => {
    if (memory > 0) writeWeights(weights, mean);
  };
  return {
    follow() {
      if (memory === 0) return;
      // A short memory at first, so that the random start is soon forgotten.
      const decay = Math.min(memory, (1 + step) / (10 + step));
      const next = tf.tidy(() => mean.mul(decay).add(readWeights(weights).mul(1 - decay)));
      mean.dispose();
      mean = next;
      step++;
    },
    write,
    async during(work) {
      const own = readWeights(weights);
      write();
      try {
        return await work();
      } finally {
        writeWeights(weights, own);
        own.dispose();
      }
    },
    dispose: () => mean.dispose(),
  };
}
