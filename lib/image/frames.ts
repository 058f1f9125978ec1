/**
 * Boxes around writing, which are none themselves.
 *
 * @module
 */
import type { Components } from "./components.ts";
import type { FoundInk } from "./find_ink.ts";
import { emptiness, type Piece, toPiece } from "./pieces.ts";

/** A box's share of the picture's longer side, beyond which its lines could be taken for those of the paper. */
const LARGE_FRAME = 0.5;

/** Takes large boxes off, before their upper and lower sides are taken for printed lines. */
export function eraseFrames(ink: FoundInk, { labels, components }: Components): FoundInk {
  const { width, height } = ink;
  const least = LARGE_FRAME * Math.max(width, height);
  const frames = components.filter((component) =>
    Math.max(component.box.width, component.box.height) > least &&
    isRectangle(toPiece(component), labels, width)
  );
  if (frames.length === 0) return ink;
  const data = ink.data.slice();
  for (const { box, label } of frames) {
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (labels[y * width + x] === label) data[y * width + x] = 0;
      }
    }
  }
  return { ...ink, data };
}

/** No digit goes round other writing: a box does, closely or with much paper within; nor is one a rectangle. */
export function dropFrames(
  pieces: readonly Piece[],
  labels: Int32Array,
  width: number,
): readonly Piece[] {
  const side = ({ box }: Piece) => Math.max(box.width, box.height);
  return pieces.filter((piece) =>
    !isRectangle(piece, labels, width) &&
    !pieces.some((other) => {
      if (other === piece || !encloses(piece, other, labels, width)) return false;
      const share = side(other) / side(piece);
      return share > 0.4 ||
        (share > 0.15 && other.mass > 0.02 * piece.mass && emptiness(piece) > 0.8);
    })
  );
}

/** Whether a piece runs along four straight sides, and is empty within. */
function isRectangle(piece: Piece, labels: Int32Array, width: number): boolean {
  if (!isHollow(piece, labels, width)) return false;
  const { box, label } = piece;
  const points: { readonly x: number; readonly y: number }[] = [];
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (labels[y * width + x] === label) points.push({ x, y });
    }
  }
  // However it is turned, a rectangle's corners are what lies farthest out in four directions.
  const farthest = (dx: number, dy: number) =>
    points.reduce((a, b) => b.x * dx + b.y * dy > a.x * dx + a.y * dy ? b : a);
  const corners = [farthest(-1, -1), farthest(1, -1), farthest(1, 1), farthest(-1, 1)];
  const stroke = points.length / (2 * (box.width + box.height));
  // The sides of a nought bulge by a seventh of its height.
  const least = Math.min(box.width, box.height);
  const reach = stroke + 0.02 * least;
  if (reach > 0.12 * least) return false;
  let beside = 0;
  for (const { x, y } of points) {
    const isBeside = corners.some((a, n) => {
      const b = corners[(n + 1) % 4];
      const length = Math.hypot(b.x - a.x, b.y - a.y);
      return Math.abs((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) < reach * length;
    });
    if (isBeside) beside++;
  }
  const isLongEnough = corners.every((a, n) => {
    const b = corners[(n + 1) % 4];
    return Math.hypot(b.x - a.x, b.y - a.y) > 0.6 * (n % 2 === 0 ? box.width : box.height);
  });
  return isLongEnough && beside > 0.95 * points.length;
}

/**
 * Whether a piece is thin, and across its middle, both ways, is met near the ends alone: at three of them at
 * least, for one side of a box may have gone with a printed line.
 */
function isHollow({ box, label, mass, level }: Piece, labels: Int32Array, width: number): boolean {
  const least = Math.min(box.width, box.height);
  if (least < 8 || mass / level > 0.2 * least * (box.width + box.height)) return false;
  const endsMet = (start: number, step: number, count: number) => {
    let [first, last] = [0, 0];
    for (let n = 0; n < count; n++) {
      if (labels[start + n * step] !== label) continue;
      if (n < 0.3 * count) first = 1;
      else if (n >= 0.7 * count) last = 1;
      else return 0;
    }
    return first + last;
  };
  const [x, y] = [box.x + (box.width >> 1), box.y + (box.height >> 1)];
  const across = endsMet(y * width + box.x, 1, box.width);
  const down = endsMet(box.y * width + x, width, box.height);
  return across > 0 && down > 0 && across + down >= 3;
}

/** Whether a piece's box holds the other's, and its ink lies on three sides of that at least: a box may be broken. */
function encloses({ box, label }: Piece, { box: inner }: Piece, labels: Int32Array, width: number) {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const [innerRight, innerBottom] = [inner.x + inner.width, inner.y + inner.height];
  if (box.x >= inner.x || box.y >= inner.y || right <= innerRight || bottom <= innerBottom) {
    return false;
  }
  const [x, y] = [inner.x + (inner.width >> 1), inner.y + (inner.height >> 1)];
  const isMet = (start: number, step: number, count: number) => {
    for (let n = 0; n < count; n++) if (labels[start + n * step] === label) return true;
    return false;
  };
  const sides = [
    isMet(y * width + box.x, 1, inner.x - box.x),
    isMet(y * width + innerRight, 1, right - innerRight),
    isMet(box.y * width + x, width, inner.y - box.y),
    isMet(innerBottom * width + x, width, bottom - innerBottom),
  ];
  return sides.filter(Boolean).length >= 3;
}
