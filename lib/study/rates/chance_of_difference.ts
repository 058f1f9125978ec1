import { createRandom } from "../../base/random.ts";

/** Something that was asked once or several times and belongs to a group. */
export interface Unit {
  readonly group: string;
  /** Right answers, and all. */
  readonly right: number;
  readonly count: number;
  /** Groups are dealt anew within a block alone; among all units where it is left out. */
  readonly block?: string;
}

/**
 * How often chance alone would make groups differ by at least as much as they do (a permutation test, Fisher 1935).
 *
 * The groups are dealt out anew among the units of each block, again and again. What belongs together is one unit,
 * such as a digit that was read with six pens: it is dealt as a whole. Where every block holds each group once, as
 * where every digit is written with every pen, groups are compared on the same things.
 *
 * The difference is the sum, over the groups, of the answers times the squared distance of the group's share of
 * right ones from everyone's.
 *
 * @param shuffles How often they are dealt; 2000 when left out, with which the least p-value is 1 / 2001.
 * @returns A p-value, above 0 and at most 1. The same seed gives the same.
 */
export function chanceOfDifference(
  units: readonly Unit[],
  { seed, shuffles = 2000 }: { readonly seed: number; readonly shuffles?: number },
): number {
  const random = createRandom(seed);
  const names = [...new Set(units.map(({ group }) => group))];
  const groups = units.map(({ group }) => names.indexOf(group));
  const blocks = [...Map.groupBy(units.keys(), (i) => units[i].block ?? "").values()];
  const seen = difference(groups);
  let atLeast = 0;
  for (let n = 0; n < shuffles; n++) {
    const dealt = groups.slice();
    for (const places of blocks) {
      const hands = random.shuffle(places.map((i) => groups[i]));
      places.forEach((place, k) => dealt[place] = hands[k]);
    }
    // Equal sums in another order differ in their last bits.
    if (difference(dealt) >= seen - 1e-9) atLeast++;
  }
  return (1 + atLeast) / (1 + shuffles);

  function difference(groupOf: readonly number[]): number {
    const right = new Float64Array(names.length);
    const count = new Float64Array(names.length);
    units.forEach((unit, i) => {
      right[groupOf[i]] += unit.right;
      count[groupOf[i]] += unit.count;
    });
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    const all = sum(right) / sum(count);
    return names.reduce((total, _, g) => total + count[g] * (right[g] / count[g] - all) ** 2, 0);
  }
}
