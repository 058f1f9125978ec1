import type { Box } from "./gray_image.ts";
import { type Piece, weightedMedian } from "./pieces.ts";

/** A row of pieces, from left to right. */
export interface TextLine {
  readonly pieces: readonly Piece[];
  /** Pixels from the top of a digit to its foot, as most of them have it. */
  readonly height: number;
}

/**
 * Rows of pieces. Neighbours side by side belong together, however the row slopes; what is small goes with
 * the row that it lies nearest to.
 */
export function findLines(pieces: readonly Piece[]): TextLine[] {
  const height = weightedMedian(pieces, ({ box }) => box.height);
  const tall = pieces.filter(({ box }) => box.height >= 0.5 * height);
  const rows: Piece[][] = [];
  for (const piece of [...tall].sort((a, b) => a.box.x - b.box.x)) {
    const near = rows.filter((row) => isBeside(row[row.length - 1].box, piece.box))
      .sort((a, b) => distance(a, piece) - distance(b, piece));
    if (near.length > 0) near[0].push(piece);
    else rows.push([piece]);
  }
  for (const piece of pieces) {
    if (piece.box.height >= 0.5 * height || rows.length === 0) continue;
    const beside = rows.filter((row) => row.some(({ box }) => isBeside(box, piece.box)));
    const nearest = (beside.length > 0 ? beside : rows)
      .reduce((a, b) => distance(a, piece) <= distance(b, piece) ? a : b);
    if (beside.length > 0 || distance(nearest, piece) < height) nearest.push(piece);
  }
  return rows
    .map((row) => ({
      pieces: row.sort((a, b) => a.box.x - b.box.x),
      height: weightedMedian(row, ({ box }) => box.height),
    }))
    .sort((a, b) => middle(a.pieces) - middle(b.pieces));
}

/** Whether half of the lower of two boxes lies beside the other. */
function isBeside(a: Box, b: Box): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared > 0.5 * Math.min(a.height, b.height);
}

/** From the nearest piece of a row, in pixels between boxes. */
function distance(row: readonly Piece[], { box }: Piece): number {
  return row.reduce((least, { box: other }) => {
    const dx = Math.max(0, box.x - other.x - other.width, other.x - box.x - box.width);
    const dy = Math.max(0, box.y - other.y - other.height, other.y - box.y - box.height);
    return Math.min(least, Math.hypot(dx, dy));
  }, Infinity);
}

function middle(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / pieces.length;
}
