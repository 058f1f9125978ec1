/** Forms and tables: a place for each digit, or for each group of digits. */
import { createRandom, type Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { type Area, cornersOf, middleOf } from "../../area.ts";
import { groupsOf, lineAreas } from "../writing/line.ts";
import type { Dash, Ink, Layer } from "../view/layer.ts";
import { type Face, faces } from "./letters.ts";
import { areaOf, centred, moved, type PlacedGlyph } from "../writing/placed_glyph.ts";
import { drawText, textWidth } from "./text.ts";
import { type Color, palette, printed } from "../color.ts";
import { byStrength, type Degradation, type Strength } from "../scene.ts";
import { surround } from "../view/surroundings.ts";
import { headings, makeWord } from "./words.ts";
import type { Writing } from "../writing/writing.ts";

/** A form; lengths in em. */
export interface Form {
  /** Boxes apart, a row of cells, cells open above, a line under each digit; a table has a cell for each group. */
  readonly kind: "boxes" | "row" | "comb" | "underlines" | "table";
  /** How wide a cell is at least, from wall to wall. */
  readonly width: number;
  /** From the highest digit to the cells' top, and from the lowest foot to their bottom. */
  readonly above: number;
  readonly below: number;
  /** Between two boxes or lines. */
  readonly gap: number;
  /** How high the walls of a comb are, as a share of the cell. */
  readonly wall: number;
  /** Half a line's width. */
  readonly radius: number;
  readonly color: Color;
  readonly dash: Dash | null;
  /** Empty cells before and after the digits; of a table, rows above and below. */
  readonly before: number;
  readonly after: number;
  /** How the table's words are printed. */
  readonly face: Face;
  readonly size: number;
  /** Seeds what is drawn once the writing is known. */
  readonly seed: number;
}

/** Black, grey, blue, green, orange and red lines, as forms have them. */
const inks = palette("10,10,10 40,40,42 30,45,80 25,60,45 95,50,20 90,35,35");

function rule(strength: Strength, random: Random): Pick<Form, "radius" | "color" | "dash"> {
  const print = byStrength(strength, random, [0.25, 0.45], [0.4, 0.75], [0.65, 1]);
  const radius = random.uniform(0.006, 0.028);
  const pitch = random.uniform(0.1, 0.26);
  const dash = random.chance(0.7) ? null : {
    pitch,
    length: random.chance(0.5) ? 0 : pitch * random.uniform(0.4, 0.7),
  };
  return {
    // Dots are fatter than lines, or they would not be seen.
    radius: dash?.length === 0 ? 1.5 * radius : radius,
    color: printed(random.pick(inks), print),
    dash,
  };
}

/** A cell for each digit, as on bank forms: the stronger, the tighter, so that digits touch or cross the lines. */
export const cellForm: Degradation = (scene, strength, random) => {
  const gap = () => byStrength(strength, random, [0.18, 0.4], [0.06, 0.3], [-0.06, 0.2]);
  const form: Form = {
    ...rule(strength, random),
    kind: random.pick(["boxes", "row", "comb", "underlines"]),
    width: byStrength(strength, random, [1, 1.3], [0.85, 1.2], [0.7, 1.1]),
    above: gap(),
    below: Math.max(0.01, gap()),
    gap: random.uniform(0.1, 0.35),
    wall: random.uniform(0.2, 0.6),
    before: random.chance(0.7) ? 0 : 1 + random.integer(2),
    after: random.chance(0.4) ? 0 : 1 + random.integer(3),
    face: "sans",
    size: 0,
    seed: random.integer(2 ** 31),
  };
  const side = (cells: number) => form.width * cells + random.uniform(0.2, 0.6);
  const room = [side(form.before), form.above + 0.3, side(form.after), 0.5] as const;
  return surround(scene, { form }, room);
};

/** A table whose cells hold the groups of digits, words, or nothing. */
export const tableForm: Degradation = (scene, strength, random) => {
  const room = () => byStrength(strength, random, [0.3, 0.6], [0.2, 0.45], [0.08, 0.25]);
  const form: Form = {
    ...rule(strength, random),
    kind: "table",
    width: random.uniform(1.4, 4),
    above: room(),
    below: room(),
    gap: 0,
    wall: 1,
    before: random.integer(3),
    after: random.integer(3),
    face: random.pick(faces),
    size: random.uniform(0.3, 0.6),
    seed: random.integer(2 ** 31),
  };
  const step = 1.2 + form.above + form.below;
  const side = () => random.uniform(0.4, 1) * form.width;
  return surround(scene, { form }, [
    side(),
    form.above + form.before * step * random.uniform(0.5, 1) + 0.2,
    side(),
    form.below + form.after * step * random.uniform(0.5, 1) + 0.2,
  ]);
};

/** Ink of neighbours nearer than this, in em, is meant to touch: such groups stay as they were written. */
const TOUCHING = 0.04;

/** The writing as people fill a form in: each digit about the middle of its cell. */
export function fillIn(form: Form | null, writing: Writing, random: Random): Writing {
  if (!form || form.kind === "table" || writing.glyphs.length === 0) return writing;
  const glyphs = groupsOf(writing).flatMap((groups) => {
    let shift = 0;
    return groups.flatMap((group) => {
      const apart = group.slice(1).every(({ area }, i) =>
        area.left - group[i].area.right > TOUCHING
      );
      const { left, right } = areaOf(group);
      if (!apart) return group.map((glyph) => moved(glyph, shift));
      const widest = Math.max(...group.map(({ area }) => area.right - area.left));
      const pitch = Math.max(form.width + (form.kind === "boxes" ? form.gap : 0), widest + 0.06);
      const start = left + shift;
      const placed = group.map((glyph, i) => {
        const loose = Math.max(0, pitch - widest) * 0.2;
        const middle = start + (i + 0.5) * pitch + random.uniform(-loose, loose);
        return moved(glyph, middle - middleOf(glyph.area).x);
      });
      shift += group.length * pitch - (right - left);
      return placed;
    });
  });
  return { ...writing, ...centred(glyphs) };
}

/** How far off the middle of a regular cell a digit may be, as a share of the room beside an average digit. */
const ASTRAY = 0.3;

/** The cells of a form, from left to right, line by line; empty ones too. */
export function cellsOf(form: Form, writing: Pick<Writing, "glyphs" | "area">): Area[] {
  const { above, below, before, after, gap } = form;
  const lines = groupsOf(writing);
  const shrunk = form.kind === "boxes" || form.kind === "underlines" ? gap / 2 : 0;
  const between = (left: number, right: number, { top, bottom }: Area) => {
    const inset = Math.min(shrunk, (right - left) / 6);
    return { left: left + inset, right: right - inset, top: top - above, bottom: bottom + below };
  };
  if (lines.length === 0) {
    const { left, right } = writing.area;
    const count = Math.max(1, Math.round((right - left) / form.width));
    const wall = (i: number) => left + i * form.width;
    return Array.from({ length: count }, (_, i) => between(wall(i), wall(i + 1), writing.area));
  }
  return lines.flatMap((groups) => {
    const line = areaOf(groups.flat());
    return groups.flatMap((group, g) => {
      const walls = wallsOf(group, form.width);
      const [first, last] = [walls[1] - walls[0], walls.at(-1)! - walls.at(-2)!];
      const [ahead, behind] = [g === 0 ? before : 0, g === groups.length - 1 ? after : 0];
      for (let n = 0; n < ahead; n++) walls.unshift(walls[0] - first);
      for (let n = 0; n < behind; n++) walls.push(walls.at(-1)! + last);
      return walls.slice(1).map((right, i) => between(walls[i], right, line));
    });
  });
}

/** Where the walls round each digit of a group are: at even distances where the digits are. */
function wallsOf(group: readonly PlacedGlyph[], width: number): number[] {
  const middles = group.map(({ area }) => middleOf(area).x);
  const count = middles.length;
  const pitch = count > 1 ? (middles[count - 1] - middles[0]) / (count - 1) : 0;
  const start = middles.reduce((sum, middle, i) => sum + middle - i * pitch, 0) / count;
  const even = middles.every((middle, i) =>
    Math.abs(middle - start - i * pitch) < ASTRAY * (pitch - 0.6)
  );
  if (count > 1 && even) {
    return Array.from({ length: count + 1 }, (_, i) => start + (i - 0.5) * pitch);
  }
  const inner = group.slice(1).map(({ area }, i) => (area.left + group[i].area.right) / 2);
  const half = (i: number) =>
    Math.max(width, group[i].area.right - group[i].area.left + 0.1, i > 0 ? pitch : 0) / 2;
  return [middles[0] - half(0), ...inner, middles[count - 1] + half(count - 1)];
}

export function layForm(form: Form, writing: Writing, dark: boolean, layer: Layer): void {
  const ink = { color: form.color, dark };
  if (form.kind === "table") return layTable(form, writing, ink, layer);
  const line = liner(form, ink, layer);
  for (const cell of cellsOf(form, writing)) {
    const { left, right, top, bottom } = cell;
    if (form.kind === "boxes" || form.kind === "row") {
      const corners = cornersOf(cell);
      corners.forEach((from, i) => line(from, corners[(i + 1) % 4]));
      continue;
    }
    line({ x: left, y: bottom }, { x: right, y: bottom });
    if (form.kind === "underlines") continue;
    const up = bottom - form.wall * (bottom - top);
    for (const x of [left, right]) line({ x, y: bottom }, { x, y: up });
  }
}

/** Draws the form's lines, from one place to another. */
const liner = ({ radius, dash }: Form, ink: Ink, layer: Layer) => (from: Point, to: Point) =>
  layer.drawLine(from, to, radius, ink, dash);

/** The narrowest column of a table, and the narrowest gap between digits that a wall goes through, in em. */
const [NARROWEST, GAP] = [0.9, 0.45];

function layTable(form: Form, writing: Writing, ink: Ink, layer: Layer): void {
  const random = createRandom(form.seed);
  const lines = lineAreas(writing);
  const walls = columnsOf(form, writing, layer, random);
  const floors = [lines[0].top - form.above];
  lines.slice(1).forEach(({ top }, i) => floors.push((lines[i].bottom + top) / 2));
  floors.push(lines.at(-1)!.bottom + form.below);
  const step = 1.2 + form.above + form.below;
  for (let n = 0; n < form.before; n++) floors.unshift(floors[0] - step * random.uniform(0.7, 1));
  for (let n = 0; n < form.after; n++) floors.push(floors.at(-1)! + step * random.uniform(0.9, 1));
  const [left, right] = [walls[0], walls.at(-1)!];
  const [top, bottom] = [floors[0], floors.at(-1)!];
  const line = liner(form, ink, layer);
  for (const y of floors) line({ x: left, y }, { x: right, y });
  for (const x of walls) line({ x, y: top }, { x, y: bottom });
  const printed = random.uniform(0, 0.8);
  const black = { color: [0.12, 0.12, 0.12] as const, dark: ink.dark };
  floors.slice(1).forEach((floor, row) => {
    walls.slice(1).forEach((wall, column) => {
      const cell = { left: walls[column], right: wall, top: floors[row], bottom: floor };
      const heading = row === 0 && form.before > 0;
      if (!random.chance(heading ? 0.9 : printed) || meets(cell, writing)) return;
      const text = heading ? random.pick(headings) : makeWord(random);
      const room = (cell.right - cell.left - 0.2) / textWidth(form.face, text);
      const size = Math.min(form.size, room, 0.6 * (cell.bottom - cell.top));
      if (size < 0.15) return;
      const at = { x: cell.left + 0.1, y: (cell.top + cell.bottom) / 2 + 0.36 * size };
      drawText(layer, text, at, size, form.face, black);
    });
  });
}

/** Where the walls of a table are: between the writing's groups where these stand under each other. */
function columnsOf(form: Form, { glyphs, area }: Writing, layer: Layer, random: Random): number[] {
  const spans = glyphs.map(({ area }) => area).sort((a, b) => a.left - b.left);
  const room = random.uniform(0.12, 0.5);
  const walls = [area.left - room];
  let end = area.left;
  for (const { left, right } of spans) {
    const wall = (end + left) / 2;
    if (left - end > GAP && wall - walls.at(-1)! > NARROWEST) walls.push(wall);
    end = Math.max(end, right);
  }
  walls.push(area.right + room);
  for (let n = random.integer(3); n > 0 && walls[0] > layer.seen.left; n--) {
    walls.unshift(walls[0] - form.width * random.uniform(0.7, 1.2));
  }
  for (let n = random.integer(3); n > 0 && walls.at(-1)! < layer.seen.right; n--) {
    walls.push(walls.at(-1)! + form.width * random.uniform(0.7, 1.2));
  }
  return walls;
}

function meets(cell: Area, { glyphs }: Writing): boolean {
  return glyphs.some(({ area }) =>
    area.left < cell.right && area.right > cell.left && area.top < cell.bottom &&
    area.bottom > cell.top
  );
}
