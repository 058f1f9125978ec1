import type { WayRun } from "./compare_ways.ts";
import type { Tally } from "./leak_study.ts";

/** How the trainings of one way went, all taken together; the columns of a table. */
export type WayRow = {
  readonly way: string;
  readonly trainings: number;
  /** Accuracies, in per cent: of the test parts, and of the fresh pictures. */
  readonly "own test, %": string;
  readonly "fresh drawings, %": string;
  /** By how many points the own test is better. */
  readonly "too good by": string;
  /** Test pictures with a copy in the training part, how many of them are answered right, and the others. */
  readonly "copies in the test": number;
  readonly "of them right": number;
  readonly "own test without them, %": string;
};

/** The runs of {@linkcode compareWays} as a table, one row a way, in their order. */
export function wayTable(runs: readonly WayRun[]): WayRow[] {
  return [...Map.groupBy(runs, ({ way }) => way)].map(([way, own]) => {
    const sum = (of: (run: WayRun) => Tally) => ({
      asked: own.reduce((sum, run) => sum + of(run).asked, 0),
      right: own.reduce((sum, run) => sum + of(run).right, 0),
    });
    const [test, copies, fresh] = [
      sum((run) => run.test),
      sum((run) => run.copies),
      sum((run) => run.fresh),
    ];
    const others = { asked: test.asked - copies.asked, right: test.right - copies.right };
    const [ownTest, onFresh, onOthers] = [test, fresh, others]
      .map(({ asked, right }) => 100 * right / asked);
    return {
      way,
      trainings: own.length,
      "own test, %": ownTest.toFixed(1),
      "fresh drawings, %": onFresh.toFixed(1),
      "too good by": (ownTest - onFresh).toFixed(1),
      "copies in the test": copies.asked,
      "of them right": copies.right,
      "own test without them, %": onOthers.toFixed(1),
    };
  });
}
