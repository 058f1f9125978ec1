/**
 * Painting on the sheet: shapes in em, seen by a camera.
 *
 * Every pixel of the part of the picture that a shape can reach looks up where on the sheet it lies, as in
 * `develop.ts`; what a shape does not reach costs nothing.
 */
import { clamp } from "../../../base/clamp.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { type Area, around, cornersOf } from "../area.ts";
import { projectArea, type View } from "./camera.ts";
import type { Color } from "../scene.ts";

/** A picture that is being painted: three numbers in [0, 1] a pixel, and how it sees the sheet. */
export interface Layer {
  readonly view: View;
  readonly out: Float32Array;
  /** All of the sheet that is in view lies within. */
  readonly seen: Area;
}

/** A stroke of a brush at a place on the sheet; `i` is where the pixel's red is. */
export type Brush = (x: number, y: number, i: number) => void;

/** A bar with round ends. */
export interface Bar {
  readonly from: Point;
  readonly to: Point;
  /** Half its width. */
  readonly radius: number;
}

/** A place as seen from a bar: along it, across it, beyond its ends, and its distance from it. */
export function toBar({ from, to }: Omit<Bar, "radius">, x: number, y: number) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  // A bar of no length is a disc.
  const [ux, uy] = length > 0 ? [dx / length, dy / length] : [1, 0];
  const along = (x - from.x) * ux + (y - from.y) * uy;
  const across = (y - from.y) * ux - (x - from.x) * uy;
  const beyond = Math.max(-along, along - length, 0);
  return { length, along, across, beyond, away: Math.hypot(across, beyond) };
}

export function layerOf(view: View, out: Float32Array): Layer {
  const all = { left: 0, top: 0, right: view.width, bottom: view.height };
  return { view, out, seen: projectArea(view.toSheet, all) };
}

/** Visits the pixels whose places lie within an area, and a few around. */
export function paintWithin({ view, seen }: Layer, area: Area, brush: Brush): void {
  const left = Math.max(seen.left, area.left);
  const right = Math.min(seen.right, area.right);
  const top = Math.max(seen.top, area.top);
  const bottom = Math.min(seen.bottom, area.bottom);
  if (left > right || top > bottom) return;
  const { width, height, toPicture, toSheet: m } = view;
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

/** Lays a colour over a pixel, so brightly lit. */
export function blend(out: Float32Array, i: number, share: number, color: Color, lit = 1): void {
  for (let c = 0; c < 3; c++) out[i + c] += share * (lit * color[c] - out[i + c]);
}

/** Leaves so much of a pixel's light. */
export function dim(out: Float32Array, i: number, level: number): void {
  for (let c = 0; c < 3; c++) out[i + c] *= level;
}

/** Ink that lies on the sheet: what it leaves of a light ground's colour, or how much it lightens a dark one. */
export interface Ink {
  readonly color: Color;
  /** Whether the ground is dark. */
  readonly dark: boolean;
}

export function blendInk(out: Float32Array, i: number, share: number, { color, dark }: Ink): void {
  for (let c = 0; c < 3; c++) {
    const taken = share * (1 - color[c]);
    out[i + c] += taken * (dark ? 0.85 - out[i + c] : -out[i + c]);
  }
}

/** The share of a pixel on the inner side of an edge that is `inside` em away, inner side positive. */
export function coverage(inside: number, zoom: number): number {
  return clamp(0.5 + inside * zoom);
}

/** How much of a pixel a line covers whose middle is `distance` em away. */
export function lineCoverage(radius: number, distance: number, zoom: number): number {
  // A line finer than a pixel covers what it is wide.
  const half = radius * zoom;
  const share = Math.max(0.5, half) + 0.5 - distance * zoom;
  return clamp(share) * Math.min(1, 2 * half);
}

/** A broken line: how long a dash is and from one to the next, in em; dots are dashes of no length. */
export interface Dash {
  readonly length: number;
  readonly pitch: number;
}

/** Draws a straight line with round ends. */
export function drawLine(
  layer: Layer,
  from: Point,
  to: Point,
  radius: number,
  ink: Ink,
  dash: Dash | null = null,
): void {
  const { view: { zoom }, out } = layer;
  paintWithin(layer, around([from, to], radius + 1 / zoom), (x, y, i) => {
    let { along, across, beyond } = toBar({ from, to }, x, y);
    if (dash && beyond === 0) {
      along -= Math.floor(along / dash.pitch) * dash.pitch;
      beyond = Math.max(0, Math.min(along - dash.length, dash.pitch - along));
    }
    const share = lineCoverage(radius, Math.hypot(across, beyond), zoom);
    if (share > 0) blendInk(out, i, share, ink);
  });
}

export function drawBox(
  layer: Layer,
  area: Area,
  radius: number,
  ink: Ink,
  dash: Dash | null,
): void {
  const corners = cornersOf(area);
  corners.forEach((from, i) => drawLine(layer, from, corners[(i + 1) % 4], radius, ink, dash));
}

/** Fills a rectangle with round corners. */
export function fillBox(layer: Layer, area: Area, color: Color, round = 0, share = 1): void {
  const { view: { zoom }, out } = layer;
  paintWithin(layer, area, (x, y, i) => {
    const filled = share * coverage(-roundedBoxDistance(area, round, x, y), zoom);
    if (filled > 0) blend(out, i, filled, color);
  });
}

/** How far a place is from a rectangle with round corners; below zero inside. */
export function roundedBoxDistance(
  { left, top, right, bottom }: Area,
  round: number,
  x: number,
  y: number,
): number {
  const across = Math.max(left - x, x - right) + round;
  const down = Math.max(top - y, y - bottom) + round;
  return Math.min(Math.max(across, down), 0) +
    Math.hypot(Math.max(across, 0), Math.max(down, 0)) - round;
}
