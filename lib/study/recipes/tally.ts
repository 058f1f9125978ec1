import type * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../../dataset/dataset.ts";
import { predict } from "../../network/predict.ts";
import { mistakes } from "../mistakes.ts";

/** Pictures asked, and those of them that were answered right. */
export interface Tally {
  readonly asked: number;
  readonly right: number;
}

/** A network's answers to labelled pictures. */
export function tallyOf(model: tf.LayersModel, data: Dataset): Tally {
  const wrong = mistakes(predict(model, data), data.labels);
  return { asked: data.size, right: data.size - wrong.length };
}

/** Several, added up. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, one) => all + of(one), 0);
  return { asked: sum(({ asked }) => asked), right: sum(({ right }) => right) };
}
