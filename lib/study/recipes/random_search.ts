import { createRandom } from "../../base/random.ts";
import type { Score } from "../../model/card.ts";
import { compareRecipes, type CompareRecipesOptions } from "./compare_recipes.ts";

interface RandomSearchOptions extends Omit<CompareRecipesOptions, "seeds" | "learningRate"> {
  /** Trainings, each with settings of its own. */
  readonly trials: number;
  /** Bounds of the learning rate, drawn on a logarithmic scale. */
  readonly learningRate: readonly [low: number, high: number];
  /** Bounds of the dropout, drawn evenly. */
  readonly dropout: readonly [low: number, high: number];
  /** Draws the settings, and starts every training. */
  readonly seed: number;
}

/** One training and its settings. */
interface Trial {
  readonly learningRate: number;
  readonly dropout: number;
  readonly validation: Score;
  /** To report of the trial that is chosen, never to choose by. */
  readonly test: Score;
}

/**
 * Trains the report CNN with settings drawn at random, which finds good ones sooner than a grid of as many
 * trials: a grid tries few values of each setting (Bergstra and Bengio 2012).
 *
 * @returns The trials, the best on the validation part first: the most accurate, then the least loss.
 */
export async function randomSearch(options: RandomSearchOptions): Promise<Trial[]> {
  const { trials, seed, onProgress, ...study } = options;
  const random = createRandom(seed).fork("search");
  const [low, high] = options.learningRate.map(Math.log);
  const results = await Array.fromAsync({ length: trials }, async (_, i): Promise<Trial> => {
    const learningRate = Math.exp(random.uniform(low, high));
    const dropout = random.uniform(...options.dropout);
    const [{ scores }] = await compareRecipes({ "": { dropout } }, {
      ...study,
      seeds: [seed],
      learningRate,
      onProgress: (done, total) =>
        onProgress?.(i * total + done, trials * total, `trial ${i + 1} of ${trials}`),
    });
    return { learningRate, dropout, validation: scores.validation, test: scores.test };
  });
  return results.sort((a, b) =>
    b.validation.accuracy - a.validation.accuracy || a.validation.loss - b.validation.loss
  );
}
