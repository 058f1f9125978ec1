/** Continual learning: new classes for a network that shall not forget the old ones. */
import type * as tf from "@tensorflow/tfjs";
import type { Progress } from "../../base/progress.ts";
import { createRandom, type Random } from "../../base/random.ts";
import { type Dataset, relabel } from "../../dataset/dataset.ts";
import { type Batch, fit } from "../../network/fit.ts";
import { oneCycle } from "../../network/schedule.ts";
import { shuffledBatches } from "../../network/shuffled_batches.ts";
import { withMoreClasses } from "../../teach/dense_layers.ts";
import { splitNetwork } from "../../teach/split_network.ts";

/** New pictures a step, and remembered ones beside them. */
const [FRESH, REMEMBERED] = [32, 64];

/** What {@linkcode learnMore} takes; all pictures prepared for the network. */
export interface LearnMoreOptions {
  /** Class names of the network, in the order of its outputs. */
  readonly classes: readonly string[];
  /** Pictures of new classes, or new pictures of known ones. */
  readonly fresh: Dataset;
  /** Pictures of classes that it knows, shown again with the new ones; none when left out. */
  readonly memory?: Dataset;
  readonly epochs: number;
  readonly seed: number;
  readonly onProgress?: Progress;
  /** Called after each epoch with the network as it then is. */
  readonly onEpoch?: (epoch: number, model: tf.Sequential) => void;
}

/**
 * Teaches a copy of the network new classes, or new hands: on the new pictures and, where there is a
 * memory, on remembered ones beside them (rehearsal: Robins, "Catastrophic forgetting, rehearsal and
 * pseudorehearsal", 1995).
 *
 * The convolutions stay as they are and batch normalisation is folded away first (see `foldNormalization`); the
 * dense layers learn. The epoch that did best on the new pictures is kept.
 *
 * @returns A network of its own; its classes are those that were known, then the new ones.
 */
export async function learnMore(
  model: tf.Sequential,
  { classes: known, fresh, memory, epochs, seed, onProgress, onEpoch }: LearnMoreOptions,
): Promise<tf.Sequential> {
  const added = fresh.classes.filter((name) => !known.includes(name));
  const classes = [...known, ...added];
  const random = createRandom(seed);
  const batchesOf = (pictures: Dataset, batch: number, random: Random) =>
    shuffledBatches({ dataset: relabel(pictures, classes), batch, random });
  const sources = [
    batchesOf(fresh, FRESH, random.fork("0")),
    ...memory ? [batchesOf(memory, REMEMBERED, random.fork("1"))] : [],
  ];
  const network = await splitNetwork(model);
  const copy = await network.join(withMoreClasses(network.layers, added.length));
  network.dispose();
  const convolutions = copy.layers.filter((layer) => layer.getClassName() === "Conv2D");
  for (const layer of convolutions) layer.trainable = false;
  await fit(copy, {
    nextBatch: () => joinBatches(sources.map(({ nextBatch }) => nextBatch())),
    stepsPerEpoch: sources[0].stepsPerEpoch,
    epochs,
    learningRate: oneCycle({ peak: 0.003 }),
    validation: relabel(fresh, classes),
    seed,
    onProgress,
    onEpoch: ({ epoch }) => onEpoch?.(epoch, copy),
  });
  for (const layer of convolutions) layer.trainable = true;
  return copy;
}

/** Batches of the same shape of picture and the same classes, as one. */
function joinBatches(batches: readonly Batch[]): Batch {
  const sum = (of: (batch: Batch) => number) => batches.reduce((all, one) => all + of(one), 0);
  const join = (of: (batch: Batch) => Float32Array) =>
    Float32Array.from(batches.flatMap((batch) => [...of(batch)]));
  return {
    images: join(({ images }) => images),
    targets: join(({ targets }) => targets),
    count: sum(({ count }) => count),
    weight: sum(({ weight }) => weight),
  };
}
