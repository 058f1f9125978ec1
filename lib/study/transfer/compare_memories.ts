import type * as tf from "@tensorflow/tfjs";
import { createRandom } from "../../base/random.ts";
import { type Dataset, samplePerClass } from "../../dataset/dataset.ts";
import { scoreOn } from "../../network/score_on.ts";
import { learnMore, type LearnMoreOptions } from "./rehearsal.ts";

interface CompareMemoriesOptions extends Omit<LearnMoreOptions, "memory" | "onEpoch"> {
  /** Remembered pictures of each old class: a training for each number; 0 is no memory. */
  readonly memories: readonly number[];
  /** Where the remembered pictures are chosen from. */
  readonly remembered: Dataset;
  /** Test pictures of the old and the new classes; their classes are the old ones, then the new ones. */
  readonly tests: { readonly old: Dataset; readonly fresh: Dataset };
}

interface MemoryRun {
  readonly name: string;
  readonly model: tf.Sequential;
  /** Accuracy on the test pictures after each epoch, in [0, 1]; epoch 0 is before the first, and 0 of the new ones. */
  readonly old: readonly (readonly [epoch: number, accuracy: number])[];
  readonly fresh: readonly (readonly [epoch: number, accuracy: number])[];
}

/** Teaches copies of a network new classes, each with another memory of the old ones. */
export async function compareMemories(
  model: tf.Sequential,
  { memories, remembered, tests, onProgress, ...lesson }: CompareMemoriesOptions,
): Promise<MemoryRun[]> {
  return await Array.fromAsync(memories, async (each, i) => {
    const memory = each > 0
      ? samplePerClass(remembered, each, createRandom(lesson.seed))
      : undefined;
    const old: [number, number][] = [[0, scoreOn(model, tests.old).accuracy]];
    const fresh: [number, number][] = [[0, 0]];
    const learned = await learnMore(model, {
      ...lesson,
      memory,
      onProgress: (done, total) => onProgress?.(i * total + done, memories.length * total),
      onEpoch: (epoch, network) => {
        old.push([epoch, scoreOn(network, tests.old).accuracy]);
        fresh.push([epoch, scoreOn(network, tests.fresh).accuracy]);
      },
    });
    const name = each > 0 ? `memory of ${each} each` : "no memory";
    return { name, model: learned, old, fresh };
  });
}
