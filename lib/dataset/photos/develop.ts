/**
 * From a scene and what is written in it to a picture.
 *
 * Every pixel looks up where on the sheet it lies, so that nothing is resampled and strokes stay as sharp
 * as the lens lets them.
 *
 * @module
 */
import type { Box } from "../../image/gray_image.ts";
import type { RgbImage } from "../../image/rgb_image.ts";
import type { Random } from "../../random.ts";
import { layAround } from "./around.ts";
import { type Area, frame, project, type View } from "./camera.ts";
import { MARGIN, SAMPLES, SIDE } from "./glyph.ts";
import { softTile, tileAt } from "./grain.ts";
import { layGround } from "./ground.ts";
import { lineShare } from "./layer.ts";
import { shine } from "./light.ts";
import { blur } from "./optics.ts";
import { paperBrightness } from "./paper.ts";
import { rulingShare } from "./ruling.ts";
import type { Color, Scene } from "./scene.ts";
import { expose } from "./sensor.ts";
import type { Frame } from "./surroundings.ts";
import { type PlacedGlyph, radiusIn, type Writing } from "./writing.ts";

/** A picture, and where in it the ink of each glyph is. */
export interface Developed {
  readonly picture: RgbImage;
  readonly boxes: readonly Box[];
}

/** Takes the picture. */
export function develop(scene: Scene, writing: Writing, random: Random): Developed {
  const view = frame(scene.camera, writing.area);
  const { width, height, zoom } = view;
  const ink = new Float32Array(width * height);
  const boxes = writing.glyphs.map((glyph) => drawGlyph(glyph, scene.pen.radius, view, ink));
  const sheet = new Float32Array(3 * width * height);
  layGround(scene, writing, view, sheet);
  paint(scene, writing.area, view, ink, sheet);
  layAround(scene, writing.area, view, sheet);
  shine(scene.light, sheet, width, height);
  const seen = blur(sheet, width, height, scene.optics, zoom);
  const data = expose(seen, width, height, scene.sensor, random);
  return { picture: { width, height, data }, boxes };
}

/** A pixel belongs to a digit's box from this share of it on that is inked. */
const INKED = 0.3;
/** The finest line that is drawn, half its width in pixels. */
const FINEST = 0.6;

/** Adds a glyph to the ink of the picture, in [0, 1], and tells where it came to lie. */
function drawGlyph(placed: PlacedGlyph, pen: number, view: View, ink: Float32Array): Box {
  const { glyph: { field }, x: atX, y: atY, size, shear, area } = placed;
  const { width, height, toPicture, toSheet: m } = view;
  const corners = [area.left, area.right].flatMap((x) =>
    [area.top, area.bottom].map((y) => project(toPicture, x, y))
  );
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const fromX = clamp(Math.floor(Math.min(...xs)) - 2, width - 1);
  const toX = clamp(Math.ceil(Math.max(...xs)) + 2, width - 1);
  const fromY = clamp(Math.floor(Math.min(...ys)) - 2, height - 1);
  const toY = clamp(Math.ceil(Math.max(...ys)) + 2, height - 1);
  const scale = size * pixelsPerEm(view, area);
  const radius = Math.max(FINEST, radiusIn(placed, pen) * scale);

  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const [px, py] = [x + 0.5, y + 0.5];
      const w = m[6] * px + m[7] * py + m[8];
      const v = ((m[3] * px + m[4] * py + m[5]) / w - atY) / size;
      const u = ((m[0] * px + m[1] * py + m[2]) / w - atX) / size + shear * v;
      const column = u * SAMPLES + MARGIN - 0.5;
      const row = (v + 1) * SAMPLES + MARGIN - 0.5;
      if (column < 0 || row < 0 || column >= SIDE - 1 || row >= SIDE - 1) continue;
      const at = Math.floor(row) * SIDE + Math.floor(column);
      const [a, b] = [column - Math.floor(column), row - Math.floor(row)];
      const distance = (1 - b) * ((1 - a) * field[at] + a * field[at + 1]) +
        b * ((1 - a) * field[at + SIDE] + a * field[at + SIDE + 1]);
      const share = Math.min(1, radius + 0.5 - distance * scale);
      if (share <= 0) continue;
      const i = y * width + x;
      if (share > ink[i]) ink[i] = share;
      if (share < INKED) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** How large 1 em is in the picture at the middle of a part of the sheet. */
function pixelsPerEm({ toPicture }: View, { left, top, right, bottom }: Area): number {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const step = 0.01;
  const at = project(toPicture, x, y);
  const beside = project(toPicture, x + step, y);
  const below = project(toPicture, x, y + step);
  return Math.sqrt(Math.abs(
    (beside.x - at.x) * (below.y - at.y) - (beside.y - at.y) * (below.x - at.x),
  )) / step;
}

/** Rules a sheet, writes on it and roughens it: three numbers a pixel. */
function paint(scene: Scene, area: Area, view: View, ink: Float32Array, out: Float32Array): void {
  const { paper, pen, ruling, surroundings: { frame } } = scene;
  const { width, height, zoom, toSheet: m } = view;
  const written = inkColor(scene);
  const rough = paper.fibres > 0 || paper.clouds > 0 || paper.creases.length > 0;
  const plain = !ruling && !frame && !rough;
  for (let y = 0, i = 0; y < height; y++) {
    const py = y + 0.5;
    for (let x = 0; x < width; x++, i++) {
      if (plain && ink[i] === 0) continue;
      const px = x + 0.5;
      const w = m[6] * px + m[7] * py + m[8];
      const u = (m[0] * px + m[1] * py + m[2]) / w;
      const v = (m[3] * px + m[4] * py + m[5]) / w;
      let red = out[3 * i];
      let green = out[3 * i + 1];
      let blue = out[3 * i + 2];
      if (ruling) {
        const line = rulingShare(ruling, u, v, zoom);
        if (line > 0) {
          // On a dark ground lines are lighter.
          const [r, g, b] = ruling.color;
          red += line * (paper.dark ? 0.5 * (1 - r) : red * (r - 1));
          green += line * (paper.dark ? 0.5 * (1 - g) : green * (g - 1));
          blue += line * (paper.dark ? 0.5 * (1 - b) : blue * (b - 1));
        }
      }
      if (frame) {
        const line = lineShare(frame.radius, toFrame(frame, area, u, v), zoom);
        if (line > 0) {
          const change = line * (1 - frame.level);
          red += change * (paper.dark ? 0.7 - red : -red);
          green += change * (paper.dark ? 0.7 - green : -green);
          blue += change * (paper.dark ? 0.7 - blue : -blue);
        }
      }
      if (ink[i] > 0) {
        let share = ink[i] * pen.opacity;
        if (pen.grain > 0) {
          const fibre = tileAt(softTile, u * 47, v * 41);
          share *= 1 - pen.grain * Math.min(1, Math.max(0, 0.5 + 0.6 * fibre));
        }
        red += share * (written[0] - red);
        green += share * (written[1] - green);
        blue += share * (written[2] - blue);
      }
      const level = rough ? paperBrightness(paper, u, v) : 1;
      out[3 * i] = level * red;
      out[3 * i + 1] = level * green;
      out[3 * i + 2] = level * blue;
    }
  }
}

/** The colour of full ink on the sheet. */
export function inkColor({ paper, pen }: Scene): Color {
  if (paper.dark) return pen.color;
  return [0, 1, 2].map((i) => paper.color[i] * pen.color[i]) as unknown as Color;
}

function toFrame({ gap }: Frame, area: Area, x: number, y: number): number {
  // Beyond the box's sides, below zero inside.
  const across = Math.max(area.left - x, x - area.right) - gap;
  const down = Math.max(area.top - y, y - area.bottom) - gap;
  return across > 0 && down > 0 ? Math.hypot(across, down) : Math.abs(Math.max(across, down));
}
