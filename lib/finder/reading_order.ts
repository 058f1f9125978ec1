import type { Box } from "../image/gray_image.ts";

/** What {@linkcode readingOrder} looks at. */
export interface Ordered {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly box: Box;
}

/** A character stands in the row of another if their middles are at most this far apart in height, in sizes. */
const SAME_ROW = 0.55;

/**
 * Rows from top to bottom, each from left to right.
 *
 * Every character is compared with the last one of each row to its left, so that rows may slope.
 */
export function readingOrder<T extends Ordered>(marks: readonly T[]): T[][] {
  const sizes = marks.map(({ size }) => size).sort((a, b) => a - b);
  const typical = sizes[sizes.length >> 1] ?? 0;
  const rows: T[][] = [];
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    let best: T[] | null = null;
    let nearest = 1;
    for (const row of rows) {
      const last = row.at(-1)!;
      // Small signs count as large as the rest: a point stands at the foot.
      const size = Math.max(mark.size, last.size, typical);
      const rise = Math.abs(mark.y - last.y) / (SAME_ROW * size);
      const isBeside = mark.x - last.x > 0.1 * Math.min(mark.size, last.size);
      if (isBeside && rise < nearest) [best, nearest] = [row, rise];
    }
    if (best) best.push(mark);
    else rows.push([mark]);
  }
  const height = (row: readonly T[]) => row.reduce((sum, { y }) => sum + y, 0) / row.length;
  return rows.sort((a, b) => height(a) - height(b));
}
