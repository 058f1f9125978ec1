import type * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import { prepareDataset } from "../dataset/prepare_dataset.ts";
import { measure, type Metrics } from "../evaluation/metrics.ts";
import type { ModelCard } from "../model/card.ts";
import { predict } from "../network/predict.ts";

/** A network and what it takes. */
interface Reader {
  readonly model: tf.LayersModel;
  readonly input: ModelCard["input"];
}

/** What one network made of one set of pictures. */
interface Examined extends Metrics {
  /** The pictures as the network got them. */
  readonly prepared: Dataset;
  /** `size * classes` numbers, row by row. */
  readonly probabilities: Float32Array;
}

/**
 * Asks a network about all pictures of a set and measures its answers. Pictures of another size than it takes
 * are prepared for it first.
 *
 * @throws {ImageError} for a picture without ink that must be prepared.
 */
export function examine({ model, input }: Reader, data: Dataset): Examined {
  const prepared = data.width === input.width ? data : prepareDataset(data, input);
  const probabilities = predict(model, prepared);
  return { prepared, probabilities, ...measure(probabilities, data.labels, data.classes) };
}
