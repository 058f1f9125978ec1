/** A screenshot: the writing on a canvas in a program's window. */
import { createRandom, type Random } from "../../../base/random.ts";
import { type Area, eachSide, grown, type Sides } from "../../area.ts";
import { widen } from "./camera.ts";
import type { Ink, Layer } from "./layer.ts";
import { evenPaper } from "../sheet/paper.ts";
import { drawText, textWidth } from "../sheet/text.ts";
import { anyColor, type Color, greyOf, palette } from "../color.ts";
import { byStrength, type Degradation } from "../scene.ts";
import { commands } from "../sheet/words.ts";

/** The window round the canvas; lengths in em. */
export interface ScreenWindow {
  /** How far from the writing the canvas ends: left, top, right, bottom. */
  readonly ends: Sides;
  /** The height of a bar and of its words. */
  readonly bar: number;
  readonly size: number;
  readonly panel: Color;
  readonly title: Color;
  readonly accent: Color;
  /** Whether words are white. */
  readonly night: boolean;
  readonly seed: number;
}

const accents = palette("10,45,85 85,25,25 20,65,35 95,60,10 50,30,75");

/** A screenshot of a drawing program, a form or a page: the stronger, the closer its bars. */
export const screenshot: Degradation = (scene, strength, random) => {
  const ends = eachSide(() => byStrength(strength, random, [0.5, 1.5], [0.3, 1], [0.15, 0.5]));
  const night = random.chance(0.25);
  const grey = night ? random.uniform(0.12, 0.25) : random.uniform(0.85, 0.97);
  const accent = random.pick(accents);
  const bar = random.uniform(0.45, 0.9);
  const screen: ScreenWindow = {
    ends,
    bar,
    size: bar * random.uniform(0.4, 0.6),
    panel: [grey, grey, Math.min(1, grey + 0.02)],
    title: random.chance(0.4) ? accent : [grey * 0.92, grey * 0.92, grey * 0.95],
    accent,
    night,
    seed: random.integer(2 ** 31),
  };
  const white = random.chance(0.7) ? 1 : random.uniform(0.92, 1);
  const room = eachSide((side) => ends[side] + bar * random.uniform(0.5, [3, 4, 2, 2][side]));
  return {
    ...scene,
    paper: scene.paper.dark ? scene.paper : { ...evenPaper, color: greyOf(white) },
    screen,
    light: { tint: [1, 1, 1], slope: { fall: 0, angle: 0 }, lamp: null, shadow: null },
    camera: { ...widen(scene.camera, room), roll: 0, tilt: 0 },
    sensor: { ...scene.sensor, noise: 0 },
  };
};

/** Draws the window round the canvas. */
export function layWindow(screen: ScreenWindow, area: Area, layer: Layer): void {
  const { ends, bar, size, panel, title, accent, night: dark, seed } = screen;
  const random = createRandom(seed);
  const { seen } = layer;
  const canvas = grown(area, ends);
  const far = grown(seen, 1);
  const ink: Ink = { color: dark ? greyOf(0.1) : [0.15, 0.15, 0.17], dark };
  const pale: Ink = { color: dark ? greyOf(0.6) : [0.6, 0.6, 0.62], dark };
  const fill = ([left, top, right, bottom]: Sides, color: Color, round = 0) =>
    layer.fillBox({ left, top, right, bottom }, color, round);
  fill([far.left, far.top, canvas.left, far.bottom], panel);
  fill([canvas.right, far.top, far.right, far.bottom], panel);
  fill([canvas.left, far.top, canvas.right, canvas.top], panel);
  fill([canvas.left, canvas.bottom, canvas.right, far.bottom], panel);
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    layer.drawLine({ x: x1, y: y1 }, { x: x2, y: y2 }, 0.012, pale);
  for (const y of [canvas.top, canvas.bottom]) line(canvas.left, y, canvas.right, y);
  for (const x of [canvas.left, canvas.right]) line(x, canvas.top, x, canvas.bottom);

  const foot = (top: number) => top + bar / 2 + 0.36 * size;
  const words = (top: number, from: number, space: number) => {
    for (let x = from; x < seen.right && x < from + 40 * size;) {
      const word = random.pick(commands);
      drawText(layer, word, { x, y: foot(top) }, size, "sans", ink);
      x += size * textWidth("sans", word) + space;
    }
  };
  // From the canvas upward: buttons, a menu, the title.
  let top = canvas.top - bar;
  if (random.chance(0.6)) {
    for (let x = far.left + random.uniform(); x < seen.right; x += 1.3 * bar) {
      const button = { left: x, top: top + 0.12 * bar, right: x + bar, bottom: top + 0.88 * bar };
      drawButton(button, screen, layer, random);
    }
    line(far.left, top, far.right, top);
    top -= bar;
  }
  if (random.chance(0.7)) {
    words(top, seen.left + random.uniform(0, 0.6), 0.9 * size);
    top -= bar;
  }
  fill([far.left, top, far.right, top + bar], title);
  const heading = `${random.pick(commands)} - ${random.pick(commands)}`;
  const bright = title === accent || dark ? { color: greyOf(0), dark: true } : ink;
  drawText(layer, heading, { x: seen.left + 0.3, y: foot(top) }, size, "sans", bright);
  const x = Math.min(seen.right, canvas.right + 2 * bar) - 0.75 * bar;
  const round = random.chance(0.5) ? 0.3 * bar : 0;
  fill([x, top + 0.2 * bar, x + 0.6 * bar, top + 0.8 * bar], [0.88, 0.25, 0.22], round);
  const above = random.pick<Color>([accent, [0.1, 0.12, 0.2], [0.3, 0.5, 0.6]]);
  fill([far.left, far.top, far.right, top], above);

  // A scroll bar on the right, a panel of colours on the left, the state below.
  if (random.chance(0.6)) {
    const [from, to] = [canvas.right + 0.1 * bar, canvas.right + 0.45 * bar];
    const high = canvas.bottom - canvas.top;
    const start = canvas.top + random.uniform(0, 0.5) * high;
    const end = start + random.uniform(0.2, 0.5) * high;
    fill([from, start, to, end], dark ? [0.4, 0.4, 0.42] : [0.7, 0.7, 0.72], 0.17 * bar);
  }
  if (random.chance(0.5)) {
    for (let y = canvas.top; y < canvas.bottom; y += 0.8 * bar) {
      for (const column of [1, 2]) {
        const x = canvas.left - column * 0.8 * bar;
        fill([x, y, x + 0.6 * bar, y + 0.6 * bar], anyColor(random), 0.05);
      }
    }
  }
  if (random.chance(0.6)) {
    line(far.left, canvas.bottom + bar, far.right, canvas.bottom + bar);
    words(canvas.bottom, seen.left + random.uniform(0, 1), 3 * size);
  }
}

function drawButton(area: Area, screen: ScreenWindow, layer: Layer, random: Random): void {
  const { accent, night, panel } = screen;
  const plain: Color = night ? [0.32, 0.32, 0.34] : [0.97, 0.97, 0.98];
  const face = random.chance(0.15) ? accent : plain;
  const side = area.bottom - area.top;
  if (random.chance(0.7)) layer.fillBox(area, face, 0.15 * side);
  const x = (share: number) => area.left + share * side;
  const y = (share: number) => area.top + share * side;
  const dark: Color = night ? [0.85, 0.85, 0.85] : [0.25, 0.27, 0.3];
  const part = ([left, top, right, bottom]: Sides, color: Color) =>
    layer.fillBox({ left: x(left), top: y(top), right: x(right), bottom: y(bottom) }, color);
  // Bars, a frame, a blot: pictures of a button that are no signs.
  const kind = random.integer(3);
  if (kind === 0) [0.28, 0.47, 0.66].forEach((top) => part([0.22, top, 0.85, top + 0.08], dark));
  if (kind === 1) {
    part([0.22, 0.22, 0.85, 0.8], dark);
    part([0.3, 0.38, 0.77, 0.72], panel);
  }
  if (kind === 2) part([0.25, 0.25, 0.8, 0.8], accent);
}
