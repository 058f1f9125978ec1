/** Ink: how much of each pixel written glyphs cover, and which glyph does. */
import { clamp } from "../../../base/clamp.ts";
import { bilinear } from "../../../image/bilinear.ts";
import type { Box } from "../../../image/gray_image.ts";
import { type Area, middleOf } from "../../area.ts";
import { project, projectArea, type View } from "../view/camera.ts";
import { MARGIN, SAMPLES, SIDE } from "./glyph.ts";
import { type PlacedGlyph, radiusIn } from "./placed_glyph.ts";

/** What has been inked. */
export interface Inked {
  /** How much of each pixel is covered, in [0, 1]. */
  readonly ink: Float32Array;
  /** Which glyph covers the most of each pixel, counted from 1; 0 is none. At most 255 glyphs. */
  readonly by: Uint8Array;
  /** Where the ink of each glyph is. */
  readonly boxes: readonly Box[];
}

/** A glyph's box holds the pixels that it covers by at least this share. */
export const INKED = 0.3;
/** The finest line that is drawn, half its width in pixels. */
const FINEST = 0.6;

/** Inks glyphs one after another; `penRadius` is for those that have no pen of their own. */
export function inkGlyphs(glyphs: readonly PlacedGlyph[], penRadius: number, view: View): Inked {
  const pixels = view.width * view.height;
  const [ink, by] = [new Float32Array(pixels), new Uint8Array(pixels)];
  const boxes = glyphs.map((glyph, i) => {
    return inkGlyph(glyph, glyph.pen?.radius ?? penRadius, view, { ink, by, number: i + 1 });
  });
  return { ink, by, boxes };
}

/** Adds a glyph to the ink, and tells where it came to lie. */
function inkGlyph(
  placed: PlacedGlyph,
  pen: number,
  view: View,
  { ink, by, number }: Pick<Inked, "ink" | "by"> & { readonly number: number },
): Box {
  const { glyph: { field }, x: atX, y: atY, size, shear, area } = placed;
  const { width, height, toPicture, toSheet: m } = view;
  const shown = projectArea(toPicture, area);
  const fromX = clamp(Math.floor(shown.left) - 2, 0, width - 1);
  const toX = clamp(Math.ceil(shown.right) + 2, 0, width - 1);
  const fromY = clamp(Math.floor(shown.top) - 2, 0, height - 1);
  const toY = clamp(Math.ceil(shown.bottom) + 2, 0, height - 1);
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
      const distance = bilinear(field, SIDE, SIDE, column, row);
      const share = Math.min(1, radius + 0.5 - distance * scale);
      if (share <= 0) continue;
      const i = y * width + x;
      if (share > ink[i]) {
        ink[i] = share;
        by[i] = number;
      }
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
function pixelsPerEm({ toPicture }: View, part: Area): number {
  const { x, y } = middleOf(part);
  const step = 0.01;
  const at = project(toPicture, { x, y });
  const beside = project(toPicture, { x: x + step, y });
  const below = project(toPicture, { x, y: y + step });
  return Math.sqrt(Math.abs(
    (beside.x - at.x) * (below.y - at.y) - (beside.y - at.y) * (below.x - at.x),
  )) / step;
}
