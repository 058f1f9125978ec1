import type { Random } from "../../base/random.ts";
import { enlarge } from "../spline.ts";

/** How far pictures are warped at most; amounts are drawn evenly, factors evenly in their logarithm. */
export interface WarpBounds {
  /** Degrees, either way. */
  readonly rotation: number;
  /** Sideways pixels a pixel of height, either way. */
  readonly shear: number;
  /** Largest factor of size; its inverse is the least. */
  readonly scale: number;
  /** Largest factor by which one axis outgrows the other. */
  readonly aspect: number;
  /** Pixels, either way, along each axis. */
  readonly shift: number;
  /** Largest standard deviation, in pixels, of the elastic deformation (after Simard et al. 2003). */
  readonly elastic: number;
}

/** Control points of the elastic deformation along each axis. */
const GRID = 6;

/**
 * Draws where each pixel of a warped picture of `size * size` is taken from: by an affine map about its centre, then
 * an elastic deformation, for each axis a cubic B-spline surface over a grid of normal numbers.
 *
 * @returns For pixel `i`, column `[2 * i]` and row `[2 * i + 1]` in the source, pixel centres at whole numbers.
 */
export function drawWarp(size: number, bounds: WarpBounds, random: Random): Float32Array {
  const angle = random.uniform(-1, 1) * bounds.rotation * Math.PI / 180;
  const shear = random.uniform(-1, 1) * bounds.shear;
  const scale = bounds.scale ** random.uniform(-1, 1);
  const aspect = Math.sqrt(bounds.aspect ** random.uniform(-1, 1));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // Source = A (target - centre) + centre + shift.
  const xx = cos / (scale * aspect);
  const xy = -sin / (scale * aspect) + shear * cos;
  const yx = sin * aspect / scale;
  const yy = cos * aspect / scale + shear * sin;
  const centre = (size - 1) / 2;
  const shiftX = random.uniform(-1, 1) * bounds.shift;
  const shiftY = random.uniform(-1, 1) * bounds.shift;
  const elastic = random.uniform(0, bounds.elastic);

  const places = new Float32Array(2 * size * size);
  const [dx, dy] = [drawSurface(size, elastic, random), drawSurface(size, elastic, random)];
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const u = x - centre - shiftX;
      const v = y - centre - shiftY;
      places[2 * i] = xx * u + xy * v + centre + dx[i];
      places[2 * i + 1] = yx * u + yy * v + centre + dy[i];
    }
  }
  return places;
}

function drawSurface(size: number, deviation: number, random: Random): Float32Array {
  // A B-spline smooths: three halves brings the surface back to about the grid's deviation.
  const grid = Float32Array.from({ length: GRID * GRID }, () => random.normal() * deviation * 1.5);
  return enlarge(grid, GRID, GRID, size, true);
}
