import { table, withInterval } from "./tables.ts";

/** What `deno task ablation` found, as reports/ablation.json holds it. */
export interface Ablation {
  /** Digits that each training saw in an epoch, and epochs. */
  readonly pictures: number;
  readonly epochs: number;
  readonly seed: number;
  readonly backend: string;
  readonly rows: readonly {
    /** What was left out. */
    readonly without: string;
    /** Accuracy and its 95 % interval on each set of pictures. */
    readonly accuracies: Readonly<
      Record<string, { readonly accuracy: number; readonly accuracy95: readonly [number, number] }>
    >;
    /** Of the confidence, real digits against pictures of none. */
    readonly auroc: number;
  }[];
}

/** The findings in Markdown: how they were got, then a table. */
export function ablationTable({ pictures, epochs, seed, backend, rows }: Ablation): string {
  const names = Object.keys(rows[0].accuracies);
  const isOlder = !rows.some(({ without }) => without === "photographs");
  const older = isOlder ? " Measured before pieces of photographs joined the recipe." : "";
  return `The digit net, trained anew for every row: ${pictures} digits, ${epochs} epochs (the shipped model: all of
them, many more), seed ${seed}, on ${backend}. Accuracy in percent with its 95 % interval. One training a row: differences
well within the intervals say nothing.${older}

${
    table(
      ["left out", ...names, "AUROC, no digit"],
      rows.map(({ without, accuracies, auroc }) => [
        without,
        ...names.map((name) =>
          withInterval(accuracies[name].accuracy, accuracies[name].accuracy95)
        ),
        auroc.toFixed(4),
      ]),
    )
  }`;
}
