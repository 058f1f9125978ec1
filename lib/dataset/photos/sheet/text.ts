import type { Random } from "../../../base/random.ts";
import { bilinear } from "../../../image/bilinear.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import type { Area } from "../../area.ts";
import type { Ink, Layer } from "../view/layer.ts";
import { type Face, LETTER_SAMPLES, letterOf } from "./letters.ts";

/** How long a text is when it is set, in em of its letters. */
export function textWidth(face: Face, text: string): number {
  let width = 0;
  for (const sign of text) width += letterOf(face, sign).advance;
  return width;
}

/** Sets a text; its baseline begins at `at`. */
export function drawText(
  layer: Layer,
  text: string,
  at: Point,
  size: number,
  face: Face,
  ink: Ink,
  mirrored = false,
): void {
  const scale = size * layer.view.zoom;
  let x = at.x;
  for (const sign of mirrored ? [...text].reverse() : text) {
    const { advance, field, columns, rows, left, top } = letterOf(face, sign);
    const start = x;
    x += size * advance;
    if (columns === 0) continue;
    const area = {
      left: start + size * (mirrored ? advance - left - columns / LETTER_SAMPLES : left),
      top: at.y + size * top,
      right: start + size * (mirrored ? advance - left : left + columns / LETTER_SAMPLES),
      bottom: at.y + size * (top + rows / LETTER_SAMPLES),
    };
    const samples = LETTER_SAMPLES / size;
    layer.paint(area, (px, py, i) => {
      const across = mirrored ? area.right - px : px - area.left;
      const column = across * samples - 0.5;
      const row = (py - area.top) * samples - 0.5;
      if (column < 0 || row < 0 || column >= columns - 1 || row >= rows - 1) return;
      const inside = bilinear(field, columns, rows, column, row);
      const share = Math.min(1, 0.5 + inside * scale);
      layer.blendInk(i, Math.max(0, share), ink);
    });
  }
}

/** Bars as on goods and letters; no digits below. */
export function drawBarcode(layer: Layer, area: Area, ink: Ink, random: Random): void {
  const unit = (area.right - area.left) / random.uniform(50, 95);
  for (let x = area.left; x < area.right - 3 * unit;) {
    const [left, right] = [x, x + unit * (1 + random.integer(3))];
    layer.paint({ ...area, left, right }, (u, v, i) => {
      const inside = Math.min(u - left, right - u);
      const share = v < area.top || v > area.bottom ? 0 : layer.coverage(inside);
      layer.blendInk(i, share, ink);
    });
    x = right + unit * (1 + random.integer(3));
  }
}
