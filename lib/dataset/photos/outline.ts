/** What fonts say of their letters: outlines, and what lies inside them. */
import opentype from "opentype.js";
import { DataError } from "../../base/errors.ts";

/** A line from (x1, y1) to (x2, y2). */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** A letter of a font; lengths are in the font's em, y downward from the baseline. */
export interface Outline {
  /** From this letter to the next. */
  readonly advance: number;
  /** Its closed curves as straight lines; none where the letter shows nothing. */
  readonly segments: readonly Segment[];
}

const fonts = new Map<string, ReturnType<typeof opentype.parse>>();

/**
 * A letter of a font that comes with a package; null where the font has none.
 *
 * @param file Where the font is below `node_modules/`.
 * @throws {DataError} when the package is not installed.
 */
export function outlineOf(file: string, sign: string): Outline | null {
  const font = fonts.getOrInsertComputed(file, openFont);
  if (!font.hasChar(sign)) return null;
  const glyph = font.charToGlyph(sign);
  return {
    advance: (glyph.advanceWidth ?? 0) / font.unitsPerEm,
    segments: straighten(glyph.getPath(0, 0, 1).commands),
  };
}

function openFont(file: string): ReturnType<typeof opentype.parse> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Deno.readFileSync(new URL(`../../../node_modules/${file}`, import.meta.url));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new DataError(`the font ${file} is missing: deno task packages fetches it`, { cause });
  }
  return opentype.parse(bytes.buffer);
}

/** Straight pieces for each curve of an outline. */
const PIECES = 6;

/** A command of an outline, as opentype.js gives it. */
interface Command extends Partial<Record<"x" | "y" | "x1" | "y1" | "x2" | "y2", number>> {
  readonly type: string;
}

/** TrueType's curves are quadratic, PostScript's cubic. */
function straighten(commands: readonly Command[]): Segment[] {
  const segments: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    if (toX !== x || toY !== y) segments.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const { type, x: toX = 0, y: toY = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0 } of commands) {
    if (type === "M") [x, y, startX, startY] = [toX, toY, toX, toY];
    else if (type === "Z") lineTo(startX, startY);
    else if (type === "L") lineTo(toX, toY);
    else {
      const [fromX, fromY] = [x, y];
      for (let k = 1; k <= PIECES; k++) {
        const t = k / PIECES;
        const s = 1 - t;
        if (type === "Q") {
          const [a, b, c] = [s ** 2, 2 * t * s, t * t];
          lineTo(a * fromX + b * x1 + c * toX, a * fromY + b * y1 + c * toY);
        } else {
          const [a, b, c, d] = [s ** 3, 3 * t * s ** 2, 3 * t * t * s, t ** 3];
          lineTo(a * fromX + b * x1 + c * x2 + d * toX, a * fromY + b * y1 + c * y2 + d * toY);
        }
      }
    }
  }
  return segments;
}

/** Which places of a grid lie inside outlines, row by row: 1 where these wind round it, else 0. */
export function insideOf(
  segments: readonly Segment[],
  xs: readonly number[],
  ys: readonly number[],
): Uint8Array {
  const inside = new Uint8Array(xs.length * ys.length);
  for (const [row, y] of ys.entries()) {
    const crossings: { readonly x: number; readonly turn: number }[] = [];
    for (const [x1, y1, x2, y2] of segments) {
      if ((y1 <= y) === (y2 <= y)) continue;
      crossings.push({ x: x1 + (x2 - x1) * (y - y1) / (y2 - y1), turn: Math.sign(y2 - y1) });
    }
    crossings.sort((a, b) => a.x - b.x);
    let [winding, next] = [0, 0];
    for (const [column, x] of xs.entries()) {
      while (next < crossings.length && crossings[next].x < x) winding += crossings[next++].turn;
      inside[row * xs.length + column] = Number(winding !== 0);
    }
  }
  return inside;
}
