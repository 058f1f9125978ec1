/** Digits all over a page: uneven lines, columns, sums, large numbers above small ones, encircled ones. */
import type { Random } from "../../../base/random.ts";
import { encircled, longStroke, underlined } from "./extra_strokes.ts";
import { type Block, movedLine } from "./line.ts";
import { areaOf } from "./placed_glyph.ts";
import { type Scribe, writeText } from "./scribe.ts";

/** The broadest pen for small digits, as a radius in their heights: with a broader one they would be blots. */
const BROADEST = 0.11;

/** One line to twelve, of one of these kinds. */
export function writePage(scribe: Scribe, random: Random): Block {
  const kinds = [writeSlopingLines, writeSlopingLines, writeColumn, writeSum, writeSizes];
  return random.pick([...kinds, writeEncircled])(scribe, random);
}

/** Numbers of one digit to five, as patterns of a line. */
const drawNumbers = (count: number, random: Random) =>
  Array.from({ length: count }, () => "9".repeat(1 + random.integer(5))).join(" ");

/** Lines that rise and fall, some indented. */
function writeSlopingLines(scribe: Scribe, random: Random): Block {
  const page = random.uniform(-0.08, 0.08);
  const lines = Array.from({ length: 2 + random.integer(5) }, () => {
    const pattern = drawNumbers(1 + random.integer(3), random);
    const slope = page + 0.04 * random.normal();
    const line = underlined(writeText(pattern, scribe, { slope }, random), scribe, 0.05, random);
    return movedLine(line, random.chance(0.5) ? 0 : random.uniform(0, 2));
  });
  return { lines, gaps: [0.12, 0.7] };
}

/** A whole sheet of writing, from edge to edge. */
export function writeSheet(scribe: Scribe, random: Random): Block {
  const lines = Array.from({ length: 6 + random.integer(7) }, () => {
    const pattern = drawNumbers(2 + random.integer(3), random);
    return writeText(pattern, scribe, { slope: random.uniform(-0.01, 0.01) }, random);
  });
  return { lines, gaps: [0.12, random.uniform(0.3, 0.8)] };
}

/** Encircled digits, as answers and grades are, some of them with a number beside them. */
function writeEncircled(scribe: Scribe, random: Random): Block {
  const lines = Array.from({ length: random.pick([1, 1, 2, 3, 4]) }, () => {
    const pattern = "9".repeat(random.pick([1, 1, 1, 2, 2, 3]));
    const line = encircled(writeText(pattern, scribe, {}, random), scribe, 0.8, random);
    if (random.chance(0.6)) return line;
    const beside = writeText("9".repeat(1 + random.integer(4)), scribe, {}, random);
    const { right } = areaOf(line.glyphs);
    const { glyphs, text } = movedLine(beside, right + random.uniform(0.8, 1.5));
    return { glyphs: [...line.glyphs, ...glyphs], text: `${line.text} ${text}` };
  });
  return { lines, gaps: [0.15, 0.8] };
}

/** Single digits below each other. */
function writeColumn(scribe: Scribe, random: Random): Block {
  const lines = Array.from({ length: 2 + random.integer(11) }, () => {
    const line = writeText("9", scribe, {}, random);
    return movedLine(line, 0.12 * random.normal());
  });
  return { lines, gaps: [0.12, random.uniform(0.3, 1)] };
}

/** Numbers in columns, a line below them, and what they come to. */
function writeSum(scribe: Scribe, random: Random): Block {
  const digits = 1 + random.integer(4);
  const count = 2 + random.integer(3);
  const sign = random.pick(["+", "-", "×", ""]);
  const lines = Array.from({ length: count + 1 }, (_, i) => {
    const length = Math.max(1, digits - random.integer(2));
    const signed = i > 0 && i < count && (i === count - 1 || random.chance(0.3)) ? sign : "";
    const line = writeText(signed + "9".repeat(length), scribe, {}, random);
    // Ones stand below ones.
    return movedLine(line, -areaOf(line.glyphs).right + 0.04 * random.normal());
  });
  const { penRadius } = scribe.hand;
  const { left, right, bottom } = areaOf(lines.slice(0, -1).flatMap(({ glyphs }) => glyphs));
  const last = lines[count - 1];
  const y = Math.max(bottom, areaOf(last.glyphs).bottom) + penRadius + random.uniform(0.08, 0.25);
  const [x, end] = [left - random.uniform(0.05, 0.3), right + random.uniform(0.05, 0.3)];
  const rule = longStroke({ x, y }, end, penRadius, random);
  lines[count - 1] = { ...last, glyphs: [...last.glyphs, ...rule] };
  return { lines, gaps: [0.12, 0.5] };
}

/** A large number and small ones, or the other way round. */
function writeSizes(scribe: Scribe, random: Random): Block {
  const broadest = Math.max(scribe.hand.penRadius, scribe.other?.radius ?? 0);
  const smallest = Math.min(1, broadest / BROADEST);
  const small = Math.max(smallest, random.uniform(0.25, 0.75));
  const lines = Array.from({ length: 2 + random.integer(3) }, (_, i) => {
    const size = i === 0 ? 1 : small * random.uniform(1, 1.2);
    const pattern = "9".repeat(1 + random.integer(i === 0 ? 4 : 6));
    const line = writeText(pattern, scribe, { size, slope: random.uniform(-0.04, 0.04) }, random);
    return movedLine(line, random.uniform(0, 1));
  });
  if (random.chance(0.35)) lines.reverse();
  return { lines, gaps: [0.15, 0.8] };
}
