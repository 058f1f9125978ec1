/** What the finder found, as pictures for people. */
import type { GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import type { Found } from "./find_marks.ts";
import type { FoundMark } from "./read_out.ts";

type Color = readonly [red: number, green: number, blue: number];

/** Colours that the colour-blind tell apart too (Okabe and Ito 2008), without black. */
const COLORS: readonly Color[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [213, 94, 0],
  [0, 114, 178],
  [204, 121, 167],
];
const DIGIT: Color = [0, 114, 178];
const SIGN: Color = [213, 94, 0];

/** How much of the picture is left under what is drawn. */
const PALE = 0.55;

/** The picture, paled, with a ring round the middle of each character: blue for digits, orange for signs. */
export function drawCentres({ seen, marks }: Found): RgbImage {
  const out = pale(seen);
  for (const { x, y, size, digit, sign } of marks) {
    const radius = Math.max(3, 0.16 * size);
    const half = Math.max(1, 0.03 * size);
    for (let v = Math.floor(y - radius - half); v <= y + radius + half; v++) {
      for (let u = Math.floor(x - radius - half); u <= x + radius + half; u++) {
        if (Math.abs(Math.hypot(u + 0.5 - x, v + 0.5 - y) - radius) > half) continue;
        paint(out, u, v, digit >= sign ? DIGIT : SIGN, 1);
      }
    }
  }
  return out;
}

/** The picture, paled, its ink in the colour of the character that it belongs to. */
export function drawVotes({ seen, marks }: Found): RgbImage {
  const out = pale(seen);
  marks.toSorted((a, b) => a.x - b.x).forEach(({ box, ink }: FoundMark, n) => {
    ink.data.forEach((share, i) => {
      const [x, y] = [box.x + i % box.width, box.y + Math.floor(i / box.width)];
      paint(out, x, y, COLORS[n % COLORS.length], share);
    });
  });
  return out;
}

function pale({ width, height, data }: GrayImage): RgbImage {
  const out = new Uint8Array(3 * width * height);
  data.forEach((dark, i) => out.fill(Math.round(255 * (1 - PALE * dark)), 3 * i, 3 * i + 3));
  return { width, height, data: out };
}

function paint(
  { width, height, data }: RgbImage,
  x: number,
  y: number,
  color: Color,
  share: number,
) {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = 3 * (y * width + x);
  for (let c = 0; c < 3; c++) data[at + c] += share * (color[c] - data[at + c]);
}
