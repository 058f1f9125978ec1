import { quantile } from "../base/quantile.ts";
import type { Box } from "../image/gray_image.ts";
import { type FinderSettings, SETTINGS } from "./finder_settings.ts";

/** What {@linkcode readingOrder} looks at. */
export interface Ordered {
  /** Where its middle is, from the left. */
  readonly x: number;
  readonly box: Box;
}

/** How many characters of a row, those next to it, another is compared with: hands jump. */
const NEAREST = 2;

/** Signs lower than this share of the typical height, such as points, count as if they had it. */
const LOW = 0.6;

/**
 * Rows from top to bottom, each from left to right.
 *
 * Every character, from left to right, joins the row with whose next ones it shares the most height, so
 * that rows may slope; one that shares little with any begins a row. What is not sure to be a character
 * comes after all that is: it must not lead others into another row.
 */
export function readingOrder<T extends Ordered>(
  marks: readonly T[],
  settings: FinderSettings = SETTINGS,
  isSure: (mark: T) => boolean = () => true,
): T[][] {
  const typical = quantile(marks.map(({ box }) => box.height), 0.5);
  const span = ({ box }: T) => {
    const [y, half] = [middleOf(box), Math.max(box.height, LOW * typical) / 2];
    return [y - half, y + half];
  };
  const shared = (a: T, b: T) => {
    const [[top, bottom], [otherTop, otherBottom]] = [span(a), span(b)];
    const lower = Math.min(bottom - top, otherBottom - otherTop);
    return (Math.min(bottom, otherBottom) - Math.max(top, otherTop)) / lower;
  };
  const fromLeft = marks.toSorted((a, b) => a.x - b.x);
  const rows: T[][] = [];
  for (const mark of [...fromLeft.filter(isSure), ...fromLeft.filter((mark) => !isSure(mark))]) {
    let [best, most]: [T[] | null, number] = [null, settings.sameRow];
    for (const row of rows) {
      const next = row.toSorted((a, b) => Math.abs(a.x - mark.x) - Math.abs(b.x - mark.x));
      const share = Math.max(...next.slice(0, NEAREST).map((one) => shared(mark, one)));
      if (share > most) [best, most] = [row, share];
    }
    if (best) best.push(mark);
    else rows.push([mark]);
  }
  const height = (row: readonly T[]) =>
    row.reduce((sum, { box }) => sum + middleOf(box), 0) / row.length;
  return rows.map((row) => row.sort((a, b) => a.x - b.x)).sort((a, b) => height(a) - height(b));
}

const middleOf = ({ y, height }: Box) => y + height / 2;
