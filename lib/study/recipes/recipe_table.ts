import { percent } from "../rates/percent.ts";
import type { RecipeRun } from "./compare_recipes.ts";

/**
 * The runs of {@linkcode compareRecipes} as a table, one row a recipe, in their order: how many trainings, one a
 * seed, and means over them; "from, to" are the least and the largest test accuracy.
 */
export function recipeTable(runs: readonly RecipeRun[]) {
  return [...Map.groupBy(runs, ({ recipe }) => recipe)].map(([recipe, own]) => {
    const mean = (of: (run: RecipeRun) => number) =>
      own.reduce((sum, run) => sum + of(run), 0) / own.length;
    const test = own.map(({ scores }) => scores.test.accuracy);
    return {
      recipe,
      runs: own.length,
      "training accuracy, %": percent(mean(({ scores }) => scores.train.accuracy)),
      "test accuracy, %": percent(mean(({ scores }) => scores.test.accuracy)),
      "from, to": `${percent(Math.min(...test))}, ${percent(Math.max(...test))}`,
      "test loss": mean(({ scores }) => scores.test.loss).toFixed(3),
    };
  });
}
