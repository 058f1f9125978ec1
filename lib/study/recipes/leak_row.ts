import { percent } from "../rates/percent.ts";
import type { Tally } from "./leak_study.ts";

/**
 * What a leak study counted as a row for people: on all test pictures, on copies of training pictures, and
 * on the others.
 *
 * @param split What the splits are called.
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
