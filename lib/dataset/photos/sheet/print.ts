/** Printed text on the sheet: round the writing, under it, and beside what is filled in. */
import { createRandom, type Random } from "../../../base/random.ts";
import { type Area, eachSide, grown, middleOf } from "../../area.ts";
import { type Material, plainDesk } from "../view/desk.ts";
import { lineAreas } from "../writing/line.ts";
import type { Dash, Ink, Layer } from "../view/layer.ts";
import { type Face, faces } from "./letters.ts";
import { drawCreases, type Paper } from "./paper.ts";
import { type Color, palette, printed } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";
import { drawBarcode, drawText, textWidth } from "./text.ts";
import { surround } from "../view/surroundings.ts";
import { capital, labels, makeText, makeWord } from "./words.ts";
import type { Writing } from "../writing/writing.ts";

/** Printed words; lengths in em. */
export interface Print {
  /** Running text round the writing or under it, a label before each line of it, or a receipt. */
  readonly kind: "around" | "under" | "label" | "receipt";
  readonly face: Face;
  /** The letters' em, in em of the writing. */
  readonly size: number;
  /** What the ink leaves of white. */
  readonly color: Color;
  /** What stays free round the writing, in em. */
  readonly gap: number;
  /** The labels, for one line after the other. */
  readonly labels?: readonly string[];
  /** The line to write on that follows a label. */
  readonly leader?: { readonly dash: Dash | null; readonly radius: number };
  /** Seeds the words. */
  readonly seed: number;
}

/** Black, grey, blue, green, red as printers have them. */
const inks = palette("8,8,8 8,8,8 30,30,32 10,20,50 5,35,25 65,12,12");

/** Text above, below and beside the writing: the stronger, the closer and the larger. */
export const printAround: Degradation = (scene, strength, random) => {
  const size = byStrength(strength, random, [0.22, 0.4], [0.25, 0.6], [0.3, 0.95]);
  const gap = byStrength(strength, random, [0.4, 0.8], [0.25, 0.6], [0.15, 0.4]);
  const print: Print = {
    kind: "around",
    face: random.pick(faces),
    size,
    color: random.pick(inks),
    gap,
    seed: random.integer(2 ** 31),
  };
  const room = eachSide((side) =>
    gap + size * (side % 2 === 0 ? random.uniform(0.5, 6) : random.uniform(1.6, 5))
  );
  return surround(scene, { print }, room);
};

/** Writing over a printed page, in fainter print or another colour: the stronger, the more they compete. */
export const printUnder: Degradation = (scene, strength, random) => {
  // The print's contrast is a share of the writing's.
  const { pen, paper } = scene;
  const contrast = pen.opacity * Math.abs(pen.color[1] - (paper.dark ? paper.color[1] : 1));
  const level = contrast * byStrength(strength, random, [0.18, 0.26], [0.22, 0.34], [0.3, 0.44]);
  const tint = random.chance(0.5) ? [0, 0, 0] as const : random.pick(
    [[0.1, 0.45, 1], [0.2, 0.8, 0.4], [1, 0.4, 0.35], [1, 0.65, 0.1]] as const,
  );
  const print: Print = {
    kind: "under",
    face: random.pick(["sans", "serif", "mono", "oblique", "condensed"]),
    size: byStrength(strength, random, [0.2, 0.4], [0.25, 0.6], [0.3, 0.8]),
    color: printed(tint, level),
    gap: 0,
    seed: random.integer(2 ** 31),
  };
  return { ...scene, print };
};

/** A word or two before each line of the writing, as on a form: the stronger, the closer and the larger. */
export const labelBefore: Degradation = (scene, strength, random) => {
  const size = byStrength(strength, random, [0.3, 0.5], [0.35, 0.7], [0.5, 1]);
  const face = random.pick(faces);
  const label = () => random.chance(0.8) ? random.pick(labels) : capital(makeWord(random)) + ":";
  const texts = Array.from({ length: 4 }, label);
  const gap = byStrength(strength, random, [0.3, 0.8], [0.2, 0.5], [0.15, 0.3]);
  const dotted = { length: 0, pitch: random.uniform(0.08, 0.2) };
  const print: Print = {
    kind: "label",
    face,
    size,
    color: random.pick(inks),
    gap,
    labels: texts,
    leader: random.chance(0.6)
      ? { dash: random.chance(0.5) ? dotted : null, radius: random.uniform(0.01, 0.03) }
      : undefined,
    seed: random.integer(2 ** 31),
  };
  const longest = Math.max(...texts.map((text) => textWidth(face, text)));
  return surround(scene, { print }, [gap + size * longest + 0.2, 0, random.uniform(0.2, 2), 0]);
};

/** A shop's receipt: narrow, crumpled, with faded print above and below the writing. */
export const receipt: Degradation = (scene, strength, random) => {
  const level = byStrength(strength, random, [0.4, 0.6], [0.45, 0.75], [0.55, 0.9]);
  const gap = byStrength(strength, random, [0.4, 0.8], [0.3, 0.6], [0.2, 0.4]);
  const size = random.uniform(0.22, 0.5);
  const white = random.uniform(0.86, 0.97);
  const blue = random.uniform(0, 0.08);
  const print: Print = {
    kind: "receipt",
    face: random.chance(0.7) ? "mono" : "condensed",
    size,
    color: [1 - level, 1 - level, 1 - level + blue],
    gap,
    seed: random.integer(2 ** 31),
  };
  const side = () => random.uniform(0.3, 1.2);
  const ends = [side(), Infinity, side(), random.chance(0.4) ? 3 * size + gap : Infinity] as const;
  const material = random.pick<Material>(["wood", "planks", "fabric", "plain", "tiles"]);
  const folds = { mild: 1, medium: 3, strong: 6 }[strength];
  const paper: Paper = {
    color: [white, white, white + random.uniform(-0.02, 0.02)],
    dark: false,
    fibres: random.uniform(0, 0.01),
    clouds: random.uniform(0.005, 0.03),
    creases: drawCreases(folds, () => random.uniform(0.03, 0.14), 0.8, random),
  };
  const desk = { ...plainDesk(material, random), ends, ragged: random.chance(0.3) ? 0.03 : 0 };
  const room = eachSide((side) =>
    side % 2 === 0 ? ends[side] + random.uniform(0.2, 1) : gap + size * random.uniform(2, 6)
  );
  return surround(scene, { print, paper, desk }, room);
};

export function layPrint(print: Print, writing: Writing, dark: boolean, layer: Layer): void {
  const random = createRandom(print.seed);
  const ink = { color: print.color, dark };
  if (print.kind === "label") printLabels(print, writing, ink, layer, random);
  else if (print.kind === "receipt") printReceipt(print, writing.area, ink, layer, random);
  else printPage(print, writing.area, ink, layer, random);
}

function printLabels(print: Print, writing: Writing, ink: Ink, layer: Layer, random: Random) {
  const { face, size, gap, labels: texts = [], leader } = print;
  const lines = lineAreas(writing);
  const unit = random.chance(0.2) ? random.pick(["kg", "cm", "EUR", "h", "%", "pcs"]) : "";
  lines.forEach((line, i) => {
    const text = texts[i % texts.length];
    const left = Math.min(line.left, writing.area.left + 1) - gap - size * textWidth(face, text);
    drawText(layer, text, { x: left, y: line.bottom - random.uniform(0, 0.1) }, size, face, ink);
    if (unit) {
      const after = { x: line.right + Math.max(0.25, gap), y: line.bottom };
      drawText(layer, unit, after, size * 0.8, face, ink);
    }
    if (!leader) return;
    const y = line.bottom + 0.06 + leader.radius + random.uniform(0, 0.12);
    const end = Math.max(line.right, writing.area.right) + random.uniform(0.1, 1.5);
    layer.drawLine({ x: line.left - 0.15, y }, { x: end, y }, leader.radius, ink, leader.dash);
  });
}

/** Goods and shops above the writing, thanks and a barcode below. */
function printReceipt(print: Print, area: Area, ink: Ink, layer: Layer, random: Random) {
  const { face, size, gap } = print;
  const pitch = 1.25 * size;
  const room = area.right - area.left + 0.5;
  const middle = middleOf(area).x;
  const centred = (text: string, y: number) =>
    drawText(layer, text, { x: middle - size * textWidth(face, text) / 2, y }, size, face, ink);
  const letters = Math.floor(room / (size * textWidth(face, "n")));
  const row = (y: number) => {
    const lot = random.uniform();
    if (lot < 0.2) {
      return centred(random.pick(["-", "=", "*", "."]).repeat(Math.max(2, letters)), y);
    }
    if (lot < 0.45) return centred(capital(makeWord(random)), y);
    const [left, right] = [makeWord(random), makeWord(random).slice(0, 3)];
    drawText(layer, left, { x: middle - room / 2, y }, size, face, ink);
    const start = middle + room / 2 - size * textWidth(face, right);
    if (start > middle - room / 2 + size * textWidth(face, left)) {
      drawText(layer, right, { x: start, y }, size, face, ink);
    }
  };
  for (let y = area.top - gap, n = 0; y > layer.seen.top && n < 16; y -= pitch, n++) row(y);
  let y = area.bottom + gap + size;
  if (random.chance(0.5)) {
    const bars = { left: middle - room / 3, right: middle + room / 3, top: y, bottom: y + 1.5 };
    drawBarcode(layer, bars, ink, random);
    y += 1.5 + 1.2 * pitch;
  }
  for (let n = 0; y < layer.seen.bottom + size && n < 16; y += pitch, n++) row(y);
}

/** Most lines that a page is printed with, and most words in a line: more than that nobody sees. */
const [MOST_LINES, MOST_WORDS] = [40, 24];

/** Covers all that is in view with lines of text; round the writing a place is kept free. */
function printPage(print: Print, area: Area, ink: Ink, layer: Layer, random: Random) {
  const { kind, face, size, gap } = print;
  const { left, top, right, bottom } = layer.seen;
  const pitch = size * random.uniform(1.15, 1.7);
  const space = 0.35 * size;
  // Columns of text begin and end in view now and then.
  const from = left + random.uniform(-1, 0.4);
  const to = right + random.uniform(-0.4, 1);
  const kept = kind === "around" ? grown(area, gap) : null;
  let y = (kept ? Math.max(top, area.top - 10) : top) + random.uniform(0.2, 1.4) * pitch;
  for (let n = 0; n < MOST_LINES && y < bottom + size; n++, y += pitch) {
    const crossing = kept && y > kept.top && y - 0.8 * size < kept.bottom;
    // Paragraphs end before the line does.
    const end = random.chance(0.15) ? from + (to - from) * random.uniform(0.2, 0.8) : to;
    let x = from;
    for (const word of makeText(MOST_WORDS, random)) {
      const width = size * textWidth(face, word);
      if (crossing && x < kept.right && x + width > kept.left) x = kept.right;
      if (x + width > end) break;
      if (x + width > left) drawText(layer, word, { x, y }, size, face, ink);
      x += width + space;
    }
    if (random.chance(0.08)) y += 0.8 * pitch;
  }
}
