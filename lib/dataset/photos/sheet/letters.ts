/** Printed letters, sharp at any size: distances to the outlines of the fonts of dejavu-fonts-ttf. */
import { clamp } from "../../../base/clamp.ts";
import opentype from "opentype.js";
import { around } from "../area.ts";

const files = {
  sans: "DejaVuSans",
  bold: "DejaVuSans-Bold",
  serif: "DejaVuSerif",
  serifBold: "DejaVuSerif-Bold",
  mono: "DejaVuSansMono",
  oblique: "DejaVuSans-Oblique",
  condensed: "DejaVuSansCondensed",
};
export type Face = keyof typeof files;
/** The faces that print comes in. */
export const faces = Object.keys(files) as Face[];

/** One printed letter; lengths are in the letter's own em, y downward from the line it stands on. */
export interface Letter {
  /** From this letter to the next. */
  readonly advance: number;
  /** `columns * rows` distances to the outline, in em, positive inside. */
  readonly field: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Where the field's left upper corner is. */
  readonly left: number;
  readonly top: number;
}

/** Samples of a field for 1 em. */
export const LETTER_SAMPLES = 40;
/** What a field shows around the outline, in samples. */
const AROUND = 3;

const fonts = new Map<Face, ReturnType<typeof opentype.parse>>();
const letters = new Map<string, Letter>();

/**
 * A letter of a face, made once.
 *
 * @throws {Error} when dejavu-fonts-ttf is not installed.
 */
export function letterOf(face: Face, sign: string): Letter {
  const key = face + sign;
  let letter = letters.get(key);
  if (!letter) letters.set(key, letter = makeLetter(face, sign));
  return letter;
}

function openFont(face: Face): ReturnType<typeof opentype.parse> {
  let font = fonts.get(face);
  if (!font) {
    const folder = new URL("../../../../node_modules/dejavu-fonts-ttf/ttf/", import.meta.url);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = Deno.readFileSync(new URL(`${files[face]}.ttf`, folder));
    } catch (cause) {
      throw new Error("the font of printed letters is missing: run `deno install`", { cause });
    }
    fonts.set(face, font = opentype.parse(bytes.buffer));
  }
  return font;
}

/** Straight pieces for each curve of an outline. */
const PIECES = 6;

/** A line from (x1, y1) to (x2, y2). */
type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

function makeLetter(face: Face, sign: string): Letter {
  const font = openFont(face);
  const glyph = font.charToGlyph(sign);
  const segments = outline(glyph.getPath(0, 0, 1).commands);
  const advance = (glyph.advanceWidth ?? 0) / font.unitsPerEm;
  if (segments.length === 0) {
    return { advance, field: new Float32Array(0), columns: 0, rows: 0, left: 0, top: 0 };
  }
  const places = segments.map(([x, y]) => ({ x, y }));
  const { left, top, right, bottom } = around(places, AROUND / LETTER_SAMPLES);
  const columns = Math.ceil((right - left) * LETTER_SAMPLES);
  const rows = Math.ceil((bottom - top) * LETTER_SAMPLES);
  const field = new Float32Array(columns * rows).map((_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const x = left + (column + 0.5) / LETTER_SAMPLES;
    return toOutline(segments, x, top + (row + 0.5) / LETTER_SAMPLES);
  });
  return { advance, field, columns, rows, left, top };
}

/** A command of an outline, as opentype.js gives it. */
type Command = { readonly type: string } & { readonly [at in "x" | "y" | "x1" | "y1"]?: number };

/** The outline as straight lines; TrueType's curves are quadratic. */
function outline(commands: readonly Command[]): Segment[] {
  const segments: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    if (toX !== x || toY !== y) segments.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const command of commands) {
    const [toX, toY] = [command.x ?? 0, command.y ?? 0];
    if (command.type === "M") [x, y, startX, startY] = [toX, toY, toX, toY];
    else if (command.type === "Z") lineTo(startX, startY);
    else if (command.type === "L") lineTo(toX, toY);
    else {
      const [fromX, fromY, midX, midY] = [x, y, command.x1 ?? 0, command.y1 ?? 0];
      for (let k = 1; k <= PIECES; k++) {
        const t = k / PIECES;
        const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
        lineTo(a * fromX + b * midX + c * toX, a * fromY + b * midY + c * toY);
      }
    }
  }
  return segments;
}

/** How deep inside an outline a place is; below zero outside. */
function toOutline(segments: readonly Segment[], x: number, y: number): number {
  let nearest = Infinity;
  // How often the outline winds round the place.
  let winding = 0;
  for (const [x1, y1, x2, y2] of segments) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = clamp(((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy));
    const [ex, ey] = [x - x1 - t * dx, y - y1 - t * dy];
    nearest = Math.min(nearest, ex * ex + ey * ey);
    if ((y1 <= y) !== (y2 <= y)) {
      const right = dx * (y - y1) - dy * (x - x1);
      if (dy > 0 && right < 0) winding++;
      if (dy < 0 && right > 0) winding--;
    }
  }
  return (winding === 0 ? -1 : 1) * Math.sqrt(nearest);
}
