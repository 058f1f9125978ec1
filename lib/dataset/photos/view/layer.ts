/** Painting on the sheet: shapes in em, seen by a camera. What a shape does not reach costs nothing. */
import { clamp } from "../../../base/clamp.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { type Area, boundsOf } from "../../area.ts";
import { type Bar, toBar } from "../../bar.ts";
import { projectArea, type View } from "./camera.ts";
import type { Color } from "../color.ts";

/** Paints a pixel: (x, y) is its place on the sheet, `i` the index of its red in the picture. */
type Brush = (x: number, y: number, i: number) => void;

/** The same along a bar: `spot` is the place as {@linkcode toBar} tells it. */
type BarBrush = (spot: ReturnType<typeof toBar>, i: number, x: number, y: number) => void;

/** A picture that is being painted, and how it sees the sheet. */
export class Layer {
  /** All of the sheet that is in view lies within. */
  readonly seen: Area;

  /** @param out The picture: three numbers in [0, 1] a pixel. */
  constructor(readonly view: View, readonly out: Float32Array) {
    const all = { left: 0, top: 0, right: view.width, bottom: view.height };
    this.seen = projectArea(view.toSheet, all);
  }

  /** Visits the pixels whose places lie within an area, and a few around. */
  paint(area: Area, brush: Brush): void {
    const { view: { width, height, toPicture, toSheet: m }, seen } = this;
    const left = Math.max(seen.left, area.left);
    const right = Math.min(seen.right, area.right);
    const top = Math.max(seen.top, area.top);
    const bottom = Math.min(seen.bottom, area.bottom);
    if (left > right || top > bottom) return;
    const shown = projectArea(toPicture, { left, top, right, bottom });
    const fromX = Math.max(0, Math.floor(shown.left) - 1);
    const toX = Math.min(width - 1, Math.ceil(shown.right) + 1);
    const fromY = Math.max(0, Math.floor(shown.top) - 1);
    const toY = Math.min(height - 1, Math.ceil(shown.bottom) + 1);
    for (let y = fromY; y <= toY; y++) {
      const py = y + 0.5;
      for (let x = fromX; x <= toX; x++) {
        const px = x + 0.5;
        const w = 1 / (m[6] * px + m[7] * py + m[8]);
        const u = (m[0] * px + m[1] * py + m[2]) * w;
        const v = (m[3] * px + m[4] * py + m[5]) * w;
        brush(u, v, 3 * (y * width + x));
      }
    }
  }

  /** Visits the pixels of a bar, and those `more` em around it, each with its place as seen from the bar. */
  paintAlong(bar: Bar, more: number, brush: BarBrush): void {
    const area = boundsOf([bar.from, bar.to], bar.radius + more);
    this.paint(area, (x, y, i) => brush(toBar(bar, x, y), i, x, y));
  }

  /** Lays a colour, its brightness times `lit`, over a share of a pixel. */
  blend(i: number, share: number, color: Color, lit = 1): void {
    if (share === 0) return;
    for (let c = 0; c < 3; c++) this.out[i + c] += share * (lit * color[c] - this.out[i + c]);
  }

  /** Lays ink over a share of a pixel. */
  blendInk(i: number, share: number, { color, dark }: Ink): void {
    if (share === 0) return;
    for (let c = 0; c < 3; c++) {
      const taken = share * (1 - color[c]);
      this.out[i + c] += taken * (dark ? 0.85 - this.out[i + c] : -this.out[i + c]);
    }
  }

  /** Multiplies a pixel's brightness. */
  dim(i: number, level: number): void {
    for (let c = 0; c < 3; c++) this.out[i + c] *= level;
  }

  /** The share of a pixel on the inner side of an edge that is `inside` em away, inner side positive. */
  coverage(inside: number): number {
    return clamp(0.5 + inside * this.view.zoom);
  }

  /** How much of a pixel a line covers whose middle is `distance` em away. */
  lineCoverage(radius: number, distance: number): number {
    // A line finer than a pixel covers what it is wide.
    const half = radius * this.view.zoom;
    const share = Math.max(0.5, half) + 0.5 - distance * this.view.zoom;
    return clamp(share) * Math.min(1, 2 * half);
  }

  /** Draws a straight line with round ends. */
  drawLine(from: Point, to: Point, radius: number, ink: Ink, dash: Dash | null = null): void {
    const bar = { from, to, radius };
    this.paintAlong(bar, 1 / this.view.zoom, ({ along, across, beyond }, i) => {
      if (dash && beyond === 0) {
        along -= Math.floor(along / dash.pitch) * dash.pitch;
        beyond = Math.max(0, Math.min(along - dash.length, dash.pitch - along));
      }
      this.blendInk(i, this.lineCoverage(radius, Math.hypot(across, beyond)), ink);
    });
  }

  /** Fills a rectangle with round corners. */
  fillBox(area: Area, color: Color, round = 0, share = 1): void {
    this.paint(area, (x, y, i) => {
      this.blend(i, share * this.coverage(-roundedBoxDistance(area, round, x, y)), color);
    });
  }
}

/** Ink that lies on the sheet: what it leaves of a light ground's colour, or how much it lightens a dark one. */
export interface Ink {
  readonly color: Color;
  /** Whether the ground is dark. */
  readonly dark: boolean;
}

/** A broken line, in em: how long a dash is, and how far from its start to the next one's. A dot has length 0. */
export interface Dash {
  readonly length: number;
  readonly pitch: number;
}

/** How far a place is from a rectangle with round corners; below zero inside. */
export function roundedBoxDistance(box: Area, round: number, x: number, y: number): number {
  const across = Math.max(box.left - x, x - box.right) + round;
  const down = Math.max(box.top - y, y - box.bottom) + round;
  return Math.min(Math.max(across, down), 0) +
    Math.hypot(Math.max(across, 0), Math.max(down, 0)) - round;
}
