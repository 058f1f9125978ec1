import type { Box } from "../image/gray_image.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";

/** What {@linkcode readingOrder} looks at. */
export interface Ordered {
  /** Where its middle is, from the left. */
  readonly x: number;
  readonly box: Box;
}

/** A character is in a row if it stands beside one of so many before it: hands jump. */
const NEAREST = 2;

/**
 * Rows from top to bottom, each from left to right.
 *
 * Characters join from the nearest pair on, as in a minimal spanning tree (Yin and Liu 2009), where up or
 * down is farther than across. Rows that two of them belong to become one if in it, from left to right,
 * each character stands beside one just before it: so a row may slope and jump, but two rows that lie one
 * above the other do not mix. What is not sure to be a character joins last and has no say.
 *
 * Yin and Liu 2009, "Handwritten Chinese text line segmentation by clustering with distance metric
 * learning".
 */
export function readingOrder<T extends Ordered>(
  marks: readonly T[],
  { sameRow, steep }: FinderSettings = SETTINGS,
  isSure: (mark: T) => boolean = () => true,
): T[][] {
  const isBeside = (left: T, right: T) => {
    const gap = right.box.x - left.box.x - left.box.width;
    const height = (left.box.height + right.box.height) / 2;
    return riseOf(left, right) < sameRow * height + gap / steep;
  };
  const isRow = (row: readonly T[]) =>
    row.every((mark, i) =>
      i === 0 || row.slice(Math.max(0, i - NEAREST), i).some((before) => isBeside(before, mark))
    );
  const distance = ([left, right]: readonly T[]) =>
    Math.hypot(right.x - left.x, steep * riseOf(left, right));
  const ordered = marks.toSorted(fromLeft);
  const pairs = ordered
    .flatMap((left, i) => ordered.slice(i + 1).map((right) => [left, right]))
    .filter(([left, right]) => isBeside(left, right))
    .sort((a, b) => distance(a) - distance(b));
  const rowOf = new Map(ordered.map((mark) => [mark, [mark]]));
  const areSure = (pair: readonly T[]) => pair.every(isSure);
  for (const pair of [...pairs.filter(areSure), ...pairs.filter((pair) => !areSure(pair))]) {
    const [row, other] = pair.map((mark) => rowOf.get(mark)!);
    if (row === other) continue;
    const both = [...row, ...other].sort(fromLeft);
    if (isRow(both.filter(isSure))) { for (const mark of both) rowOf.set(mark, both); }
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

const fromLeft = (a: Ordered, b: Ordered) => a.x - b.x;

const middleOf = ({ y, height }: Box) => y + height / 2;
