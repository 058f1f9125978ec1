import type { Box } from "../image/gray_image.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";

/** What {@linkcode readingOrder} looks at. */
export interface Ordered {
  /** Where its middle is, from the left. */
  readonly x: number;
  readonly box: Box;
}

/**
 * Rows from top to bottom, each from left to right.
 *
 * Characters that stand beside each other join, the nearest pair first, as in the minimal spanning tree of
 * Yin and Liu 2009 ("Handwritten Chinese text line segmentation by clustering with distance metric
 * learning"): up or down is farther than across. Their rows become one only if in it, from left to right,
 * each character stands beside one just before it. So a row may slope and jump, and rows that lie one
 * above the other do not mix. What is not sure to be a character joins last and has no say.
 */
export function readingOrder<T extends Ordered>(
  marks: readonly T[],
  { sameRow, steep, nearest }: FinderSettings = SETTINGS,
  isSure: (mark: T) => boolean = () => true,
): T[][] {
  /** Whether two are about as high on the page; a wide gap excuses more than a narrow one, up to their own height. */
  const isBeside = (a: T, b: T, gap: number) => {
    const height = (a.box.height + b.box.height) / 2;
    return riseOf(a, b) < sameRow * height + Math.min(gap, height) / steep;
  };
  const isRow = (row: readonly T[]) =>
    row.every((mark, i) => {
      const before = row.slice(Math.max(0, i - nearest), i);
      return i === 0 || before.some((one) => isBeside(one, mark, gapOf(row[i - 1], mark)));
    });
  const ordered = marks.toSorted(fromLeft);
  const pairs = ordered
    .flatMap((left, i) => ordered.slice(i + 1).map((right) => [left, right]))
    .filter(([left, right]) => isBeside(left, right, gapOf(left, right)))
    .map(([left, right]) => ({
      pair: [left, right],
      distance: Math.hypot(right.x - left.x, steep * riseOf(left, right)),
      isSure: isSure(left) && isSure(right),
    }))
    .sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.distance - b.distance);
  const rowOf = new Map(ordered.map((mark) => [mark, [mark]]));
  for (const { pair } of pairs) {
    const [row, other] = pair.map((mark) => rowOf.get(mark)!);
    if (row === other) continue;
    const both = [...row, ...other].sort(fromLeft);
    if (!isRow(both.filter(isSure))) continue;
    for (const mark of both) rowOf.set(mark, both);
  }
  const height = (row: readonly T[]) =>
    row.reduce((sum, { box }) => sum + middleOf(box), 0) / row.length;
  return [...new Set(rowOf.values())].sort((a, b) => height(a) - height(b));
}

/** How far the lower one would have to go up or down to be level with some of the higher one. */
function riseOf({ box }: Ordered, { box: other }: Ordered): number {
  const apart = Math.abs(middleOf(box) - middleOf(other));
  return Math.max(0, apart - Math.abs(box.height - other.height) / 2);
}

/** What is free between them; less than 0 where one is above the other. */
const gapOf = (left: Ordered, right: Ordered) => right.box.x - left.box.x - left.box.width;

const fromLeft = (a: Ordered, b: Ordered) => a.x - b.x;

const middleOf = ({ y, height }: Box) => y + height / 2;
