/**
 * Milliseconds of a training step of both networks, native and wasm in turn.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../lib/backend/use_backend.ts";
import { UserError } from "../lib/base/errors.ts";
import { createRandom } from "../lib/base/random.ts";
import { digitNetwork } from "../lib/network/digit.ts";
import { fit } from "../lib/network/fit.ts";
import { reportNetwork } from "../lib/network/report.ts";

const ROUNDS = 5;
const STEPS = 6;
const CLASSES = 10;
const networks = [
  { name: "report", make: reportNetwork, side: 64, batch: 32 },
  { name: "digit", make: digitNetwork, side: 28, batch: 128 },
];

/** The times of some steps of the real training loop; the first, which warms up, is left out. */
async function measure(model: tf.Sequential, side: number, batch: number): Promise<number[]> {
  const random = createRandom(1);
  const images = Float32Array.from({ length: batch * side * side }, () => random.uniform());
  const targets = new Float32Array(batch * CLASSES);
  for (let i = 0; i < batch; i++) targets[i * CLASSES + i % CLASSES] = 1;
  const times: number[] = [];
  let before = performance.now();
  await fit(model, {
    epochs: 1,
    stepsPerEpoch: STEPS + 1,
    learningRate: () => 0.001,
    nextBatch: () => ({ images, targets, count: batch, weight: batch }),
    validation: {
      images: new Uint8Array(side * side),
      labels: new Uint8Array(1),
      classes: Array.from({ length: CLASSES }, (_, i) => String(i)),
      size: 1,
      width: side,
      height: side,
    },
    seed: 1,
    onProgress() {
      const now = performance.now();
      times.push(now - before);
      before = now;
    },
  });
  return times.slice(1);
}

/** Times of training steps on one backend, in milliseconds. */
export interface TrainStepTimes {
  readonly network: string;
  readonly backend: "native" | "wasm";
  readonly times: readonly number[];
}

/** Measures both networks on every backend that is there. */
export async function benchTrainSteps(): Promise<TrainStepTimes[]> {
  const backends: ("native" | "wasm")[] = [];
  for (const name of ["native", "wasm"] as const) {
    try {
      await useBackend(name);
      backends.push(name);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.error(`${name} is left out: ${error.message}`);
    }
  }
  const results: TrainStepTimes[] = [];
  for (const { name, make, side, batch } of networks) {
    const runs = [];
    for (const backend of backends) {
      await useBackend(backend);
      const model = make({ classes: CLASSES, seed: 1 });
      runs.push({ backend, model, times: [] as number[] });
    }
    for (let round = 0; round < ROUNDS; round++) {
      // In turn, so that whatever else the machine does falls on both.
      for (const { backend, model, times } of runs) {
        await useBackend(backend);
        times.push(...await measure(model, side, batch));
      }
    }
    for (const { backend, times } of runs) {
      results.push({ network: `${name} ${side}x${side}, batch ${batch}`, backend, times });
    }
  }
  return results;
}
