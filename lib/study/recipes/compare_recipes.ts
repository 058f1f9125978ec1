import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import type { Score } from "../../model/card.ts";
import { reportNetwork } from "../../network/report.ts";
import { oneCycle } from "../../network/schedule.ts";
import { scoreParts } from "../../network/score_on.ts";
import { type Lesson, trainEach, type TrainEachOptions, type TrainedOnce } from "./train_each.ts";

/** What a training does against overfitting; nothing when all is left out. */
interface Recipe extends Pick<Lesson, "weightDecay" | "bends"> {
  /** Share of the first dense layer's outputs dropped at random (Srivastava et al. 2014). */
  readonly dropout?: number;
}

/** What {@linkcode compareRecipes} takes. */
export interface CompareRecipesOptions extends TrainEachOptions {
  /** One split for all. */
  readonly data: Parts<Dataset>;
  /** The highest learning rate of the one-cycle schedule. */
  readonly learningRate: number;
}

/** One training. */
export interface RecipeRun extends Pick<TrainedOnce, "seed" | "records"> {
  readonly recipe: string;
  /** Of the epoch that did best on `validation`, pictures as they are, nothing dropped. */
  readonly scores: Parts<Score>;
}

/**
 * Trains the report CNN by every recipe with every seed.
 *
 * All see the same pictures equally often, on the same schedule; a seed starts all recipes with the same
 * weights and the same order of pictures. What differs is the recipe alone.
 *
 * @param recipes By name.
 * @returns All runs of the first recipe, then of the second, and so on.
 */
export async function compareRecipes(
  recipes: Readonly<Record<string, Recipe>>,
  { data, learningRate, ...options }: CompareRecipesOptions,
): Promise<RecipeRun[]> {
  return await trainEach(
    Object.entries(recipes).map(([name, { dropout, ...recipe }]) => [name, () => ({
      ...recipe,
      parts: data,
      build: (shape) => reportNetwork({ ...shape, dropout }),
      learningRate: oneCycle({ peak: learningRate }),
    })]),
    options,
    ({ name: recipe, seed, records, model }) => (
      { recipe, seed, records, scores: scoreParts(model, data) }
    ),
  );
}
