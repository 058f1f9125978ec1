/** Ways to train the report CNN, compared fairly. */
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import type { WarpBounds } from "../../dataset/augment/draw_warp.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Parts } from "../../dataset/split.ts";
import { score } from "../../evaluation/score.ts";
import type { Score } from "../../model/card.ts";
import { type EpochRecord, fit } from "../../network/fit.ts";
import { predict } from "../../network/predict.ts";
import { reportNetwork } from "../../network/report.ts";
import { oneCycle } from "../../network/schedule.ts";
import { shuffledBatches } from "../../network/shuffled_batches.ts";

/** What a training does against overfitting; nothing when all is left out. */
export interface Recipe {
  /** Share of the first dense layer's outputs dropped at random (Srivastava et al. 2014). */
  readonly dropout?: number;
  /** Weight decay as in AdamW (Loshchilov and Hutter 2019), in units of the learning rate. */
  readonly weightDecay?: number;
  /** Warps every picture anew each time it is shown, up to these bounds. */
  readonly bends?: WarpBounds;
}

/** What {@linkcode compareRecipes} takes. */
export interface CompareRecipesOptions {
  /** One split for all. */
  readonly data: Parts<Dataset>;
  readonly epochs: number;
  readonly batch: number;
  /** Each recipe is trained once with each. */
  readonly seeds: readonly number[];
  /** The highest learning rate of the one-cycle schedule. */
  readonly learningRate: number;
  readonly onProgress?: Progress;
}

/** One training. */
export interface RecipeRun {
  readonly recipe: string;
  readonly seed: number;
  readonly records: readonly EpochRecord[];
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
  { data, epochs, batch, seeds, learningRate, onProgress }: CompareRecipesOptions,
): Promise<RecipeRun[]> {
  const { width, height, classes } = data.train;
  const plan = Object.keys(recipes).flatMap((recipe) => seeds.map((seed) => ({ recipe, seed })));
  const runs: RecipeRun[] = [];
  for (const [i, { recipe, seed }] of plan.entries()) {
    const { dropout, weightDecay, bends } = recipes[recipe];
    const model = reportNetwork({ width, height, classes: classes.length, seed, dropout });
    const random = createRandom(seed).fork("batches");
    const records = await fit(model, {
      ...shuffledBatches({ dataset: data.train, batch, random, bends }),
      epochs,
      learningRate: oneCycle({ peak: learningRate }),
      weightDecay,
      validation: data.validation,
      seed,
      onProgress: (done, total) =>
        onProgress?.(i * total + done, plan.length * total, `${recipe}, seed ${seed}`),
    });
    const scoreOf = (part: Dataset) => score(predict(model, part), part.labels);
    const scores = {
      train: scoreOf(data.train),
      validation: scoreOf(data.validation),
      test: scoreOf(data.test),
    };
    runs.push({ recipe, seed, records, scores });
    model.dispose();
  }
  return runs;
}
