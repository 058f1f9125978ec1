import type { RecipeRun } from "./compare_recipes.ts";

/** How the trainings by one recipe went; the columns of a table. */
export type RecipeRow = {
  readonly recipe: string;
  /** Trainings, one a seed. */
  readonly runs: number;
  /** Means over them, accuracies in per cent and losses in nats. */
  readonly "training accuracy, %": string;
  readonly "test accuracy, %": string;
  /** The least and the largest of them. */
  readonly "from, to": string;
  readonly "test loss": string;
};

/** The runs of {@linkcode compareRecipes} as a table, one row a recipe, in their order. */
export function recipeTable(runs: readonly RecipeRun[]): RecipeRow[] {
  const percent = (share: number) => (100 * share).toFixed(1);
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
