/** One step of the finder's training. */
import * as tf from "@tensorflow/tfjs";
import type { Random } from "../base/random.ts";
import type { FinderBatch } from "../dataset/finder/finder_batches.ts";
import { EXAMPLE_SIDE } from "../dataset/finder/finder_example.ts";
import type { Optimizer } from "./adam.ts";
import { finderBatchLoss } from "./finder_loss.ts";
import { trainingPass } from "./training_pass.ts";

interface FinderStepOptions {
  /** Over the model's trainable weights, layer by layer. */
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Of dropout, where the model has any. */
  readonly random: Random;
}

/** Moves the weights against the gradients of a batch's loss, and gives that loss. */
export function finderStep(
  model: tf.LayersModel,
  batch: FinderBatch,
  { optimizer, learningRate, random }: FinderStepOptions,
): number {
  return tf.tidy(() => {
    const variables = model.layers.flatMap((layer) => layer.trainableWeights)
      .map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(
      () => finderBatchLoss(trainingPass(model, finderImages(batch), random), batch),
      variables,
    );
    optimizer.step(variables.map(({ name }) => grads[name]), learningRate);
    return value.dataSync()[0];
  });
}

/** A batch's pictures as the finder takes them. */
export function finderImages({ images, count }: FinderBatch): tf.Tensor4D {
  return tf.tensor4d(images, [count, EXAMPLE_SIDE, EXAMPLE_SIDE, 1]);
}
