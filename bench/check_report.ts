import { quantile } from "../lib/base/quantile.ts";
import type { BenchReport } from "./bench_report.ts";
import { exponentOf, ratiosOf } from "./comparison.ts";

/**
 * A ratio may be above the stored one by this share of it. Two runs on one machine differ by a tenth, on two
 * machines by more; what is to be caught is a path that takes half as long again, or longer.
 */
export const MARGIN = 0.4;

/** The exponent above which a cost grows faster than in proportion, noise allowed for. */
export const STEEPEST = 1.15;

/**
 * What has become worse: ratios beyond those of the stored report by more than {@linkcode MARGIN}, and costs
 * that grow faster than in proportion. Times are not compared, nor is what only one of the reports has. A part of
 * which nothing can be compared is named too.
 *
 * @returns A sentence each, none where all is well.
 */
export function checkReport(now: BenchReport, stored: BenchReport): string[] {
  return Object.entries(now).flatMap(([part, { comparisons, growths = [] }]) => {
    const verdicts = [
      ...comparisons.flatMap(({ what, ours, baselines }) => {
        const before = stored[part]?.comparisons.find((one) => one.what === what);
        if (!before) return [];
        return Object.keys(baselines).filter((name) => before.baselines[name]).map((name) => {
          const ratio = quantile(ratiosOf(ours, baselines[name]), 0.5);
          const old = quantile(ratiosOf(before.ours, before.baselines[name]), 0.5);
          if (ratio <= old * (1 + MARGIN)) return null;
          return `${part}: ${what}: ${ratio.toFixed(2)} times ${name}, ` +
            `${old.toFixed(2)} in the stored report, at most ${(old * (1 + MARGIN)).toFixed(2)}`;
        });
      }),
      ...growths.map((growth) => {
        const exponent = exponentOf(growth);
        if (exponent <= STEEPEST) return null;
        const power = `grows by the power ${exponent.toFixed(2)}`;
        return `${part}: ${growth.what}: ${power}, at most ${STEEPEST}`;
      }),
    ];
    if (verdicts.length === 0) return `${part}: the stored report has nothing to compare it with`;
    return verdicts.filter((verdict) => verdict !== null);
  });
}
