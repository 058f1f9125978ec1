import type { WayRun } from "./compare_ways.ts";
import { addTallies } from "./tally.ts";

/**
 * The runs of {@linkcode compareWays} as a table, one row a way, in their order.
 *
 * "Too good by" are the points by which the own test is better than fresh drawings; a copy is a test picture that
 * has one in the training part.
 */
export function wayTable(runs: readonly WayRun[]) {
  return [...Map.groupBy(runs, ({ way }) => way)].map(([way, own]) => {
    const [test, copies, fresh] = (["test", "copies", "fresh"] as const)
      .map((part) => addTallies(own.map((run) => run[part])));
    const others = { asked: test.asked - copies.asked, right: test.right - copies.right };
    const [ownTest, onFresh, onOthers] = [test, fresh, others]
      .map(({ asked, right }) => 100 * right / asked);
    const shown = (points: number) => Number.isNaN(points) ? "" : points.toFixed(1);
    return {
      way,
      trainings: own.length,
      "own test, %": shown(ownTest),
      "fresh drawings, %": shown(onFresh),
      "too good by": shown(ownTest - onFresh),
      "copies in the test": copies.asked,
      "of them right": copies.right,
      "own test without them, %": shown(onOthers),
    };
  });
}
