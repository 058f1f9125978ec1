import { percent } from "../rates/percent.ts";
import type { Tally } from "./leak_study.ts";

/**
 * What a leak study counted as a row for people: on all test pictures, on copies of training pictures, and
 * on the others.
 *
 * @param split What the splits are called.
 *
 * @example
 * ```ts
 * import { leakRow } from "./leak_row.ts";
 * import assert from "node:assert/strict";
 *
 * const row = leakRow("ours", { copies: { asked: 0, right: 0 }, others: { asked: 40, right: 30 } });
 * assert.equal(row["accuracy, %"], "75.0");
 * assert.equal(row["accuracy on copies, %"], "");
 * ```
 */
export function leakRow(
  split: string,
  { copies, others }: { readonly copies: Tally; readonly others: Tally },
) {
  const share = ({ right, asked }: Tally) => asked > 0 ? percent(right / asked) : "";
  const all = { asked: copies.asked + others.asked, right: copies.right + others.right };
  return {
    split,
    "test drawings": all.asked,
    "accuracy, %": share(all),
    "of them copies": copies.asked,
    "accuracy on copies, %": share(copies),
    "on the others, %": share(others),
  };
}
