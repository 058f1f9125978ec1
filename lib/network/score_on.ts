import type * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import type { Parts } from "../dataset/split.ts";
import { score } from "../evaluation/score.ts";
import type { Score } from "../model/card.ts";
import { predict } from "./predict.ts";

/** Loss and accuracy of a network's answers to labelled pictures. */
export function scoreOn(model: tf.LayersModel, data: Dataset): Score {
  return score(predict(model, data), data.labels);
}

/** The same, part by part. */
export function scoreParts(
  model: tf.LayersModel,
  { train, validation, test }: Parts<Dataset>,
): Parts<Score> {
  return {
    train: scoreOn(model, train),
    validation: scoreOn(model, validation),
    test: scoreOn(model, test),
  };
}
