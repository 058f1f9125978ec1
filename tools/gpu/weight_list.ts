/**
 * A network's weights as one list of numbers, in the order in which its layers are made, and back: what trainings
 * on a GPU begin and end with.
 */
import * as tf from "@tensorflow/tfjs";
import { UserError } from "../../lib/base/errors.ts";
import { numbersOf } from "../../lib/network/numbers_of.ts";
import { readWeights, writeWeights } from "../../lib/network/weight_vector.ts";

/** All weights end to end. */
export function readWeightList(model: tf.LayersModel): Float32Array {
  return numbersOf(() => readWeights(inOrder(model)));
}

/**
 * Gives a network the weights of a list, in place.
 *
 * @throws {UserError} when the list is of a network of another size.
 */
export function writeWeightList(model: tf.LayersModel, numbers: Float32Array): void {
  const weights = inOrder(model);
  const total = weights.reduce(
    (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
    0,
  );
  if (total !== numbers.length) {
    throw new UserError(
      `${numbers.length} numbers given, this network has ${total} weights: they are of another one`,
    );
  }
  tf.tidy(() => writeWeights(weights, tf.tensor1d(numbers)));
}

/** Layer by layer; of the finder, whose layers have no such order, its convolutions before its heads. */
function inOrder(model: tf.LayersModel): tf.LayerVariable[] {
  if (model instanceof tf.Sequential) return model.layers.flatMap(({ weights }) => weights);
  const numbered = (kind: string) =>
    model.layers.filter(({ name }) => name.startsWith(kind))
      .sort((a, b) => numberOf(a.name) - numberOf(b.name));
  const convolutions = numbered("conv2d_");
  const normalisations = numbered("batch_normalization_");
  return [
    ...convolutions.flatMap((layer, i) => [...layer.weights, ...normalisations[i].weights]),
    ...["coarse", "fine"].flatMap((name) => model.getLayer(name).weights),
  ];
}

function numberOf(name: string): number {
  return Number(name.match(/\d+$/)?.[0]);
}
