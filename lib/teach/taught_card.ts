import type { ModelCard } from "../model/card.ts";
import { type Taught, TEACHING } from "./teach.ts";

/** What {@linkcode taughtCard} takes. */
export interface TaughtCardOptions {
  /** Of the model that was taught. */
  readonly from: Pick<
    ModelCard,
    "network" | "classes" | "input" | "threshold" | "trust" | "signs" | "training"
  >;
  readonly taught: Pick<Taught, "classes" | "epochs">;
  /** What is known of the examples, and of what ran. */
  readonly training: Pick<
    ModelCard["training"],
    "data" | "dataSha256" | "seed" | "backend" | "commit"
  >;
  /** `train` of the examples learned from, `validation` of those held out, `test` of old test digits. */
  readonly metrics: ModelCard["metrics"];
  readonly versions: ModelCard["versions"];
}

/**
 * What the card of a taught model says.
 *
 * Its threshold and what its confidences go by are those of the model that was taught; new classes are signs to it.
 */
export function taughtCard(
  { from, taught, training, metrics, versions }: TaughtCardOptions,
): Omit<ModelCard, "format" | "files" | "parameters"> {
  const { network, input, threshold, trust } = from;
  const { classes, epochs } = taught;
  const signs = [
    ...from.signs ?? [],
    ...classes.filter((name) => !from.classes.includes(name)),
  ];
  return {
    ...{ network, classes, input, threshold },
    ...(trust ? { trust } : {}),
    ...(signs.length > 0 ? { signs } : {}),
    training: {
      ...training,
      ...{ epochs, batch: TEACHING.batch, recipe: TEACHING, from: from.training },
    },
    ...{ metrics, versions },
  };
}
