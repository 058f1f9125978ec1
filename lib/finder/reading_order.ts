import { quantile } from "../base/quantile.ts";
import type { Box } from "../image/gray_image.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";

/** What {@linkcode readingOrder} looks at. */
export interface Ordered {
  /** The middle. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

/** How many characters of a row, from its end, another is compared with: hands jump. */
const NEAREST = 2;

/** Signs lower than this share of the typical height, such as points, count as if they had it. */
const LOW = 0.6;

/**
 * Rows from top to bottom, each from left to right.
 *
 * Every character, from left to right, joins the row with whose last ones it shares the most height, so
 * that rows may slope; one that shares little with any begins a row.
 */
export function readingOrder<T extends Ordered>(
  marks: readonly T[],
  settings: FinderSettings = SETTINGS,
): T[][] {
  const typical = quantile(marks.map(({ box }) => box.height), 0.5);
  const span = ({ y, box }: T) => {
    const half = Math.max(box.height, LOW * typical) / 2;
    return [y - half, y + half];
  };
  const shared = (a: T, b: T) => {
    const [[top, bottom], [otherTop, otherBottom]] = [span(a), span(b)];
    const lower = Math.min(bottom - top, otherBottom - otherTop);
    return (Math.min(bottom, otherBottom) - Math.max(top, otherTop)) / lower;
  };
  const rows: T[][] = [];
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    let [best, most]: [T[] | null, number] = [null, settings.sameRow];
    for (const row of rows) {
      const share = Math.max(...row.slice(-NEAREST).map((one) => shared(mark, one)));
      if (share > most) [best, most] = [row, share];
    }
    if (best) best.push(mark);
    else rows.push([mark]);
  }
  const height = (row: readonly T[]) => row.reduce((sum, { y }) => sum + y, 0) / row.length;
  return rows.sort((a, b) => height(a) - height(b));
}
