import * as tf from "@tensorflow/tfjs";
import { readWeights, writeWeights } from "./weight_vector.ts";

/** An exponential moving average of weights, which is smoother than what any one step makes of them. */
interface WeightAverage {
  /** Moves towards the weights as a step has left them. */
  follow(): void;
  /** Gives the weights the average's numbers. */
  write(): void;
  /** Does something while the weights have the average's numbers, and gives them their own back. */
  during<T>(work: () => Promise<T>): Promise<T>;
  dispose(): void;
}

/**
 * Begins a {@linkcode WeightAverage} with the weights as they are.
 *
 * @param most Decay of the average per step, in [0, 1), reached after a short start; with 0 it is the weights.
 */
export function weightAverage(weights: readonly tf.LayerVariable[], most: number): WeightAverage {
  let average = readWeights(weights);
  let step = 0;
  const write = () => {
    if (most > 0) writeWeights(weights, average);
  };
  return {
    follow() {
      if (most === 0) return;
      // Less at first, so that the random start is soon forgotten.
      const decay = Math.min(most, (1 + step) / (10 + step));
      const next = tf.tidy(() => average.mul(decay).add(readWeights(weights).mul(1 - decay)));
      average.dispose();
      average = next;
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
    dispose: () => average.dispose(),
  };
}
