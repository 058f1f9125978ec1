import { percent } from "../rates/percent.ts";
import type { Leak } from "./leak_study.ts";
import { addTallies, type Tally } from "./tally.ts";

/**
 * What a leak study counted as a row for people: on all test pictures, on copies of training pictures, and
 * on the others.
 *
 * @param split What the splits are called.
 */
export function leakRow(split: string, { copies, others }: Leak) {
  const share = ({ right, asked }: Tally) => asked > 0 ? percent(right / asked) : "";
  const all = addTallies([copies, others]);
  return {
    split,
    "test drawings": all.asked,
    "accuracy, %": share(all),
    "of them copies": copies.asked,
    "accuracy on copies, %": share(copies),
    "on the others, %": share(others),
  };
}
