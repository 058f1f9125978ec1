import { createRandom } from "../../../base/random.ts";

/** Samples of a tile along each axis, a power of two. */
export const TILE = 256;

/**
 * Normal noise (mean 0, deviation 1) that repeats every {@linkcode TILE} samples, so that a pixel's grain
 * costs one look-up. Made once; where it starts is what a picture draws at random.
 */
export const whiteNoise: Float32Array = new Float32Array(TILE * TILE)
  .map(createRandom(1).fork("grain").normal);

/** The same with neighbours alike over a few samples, as in fibres and clouds. */
export const smoothNoise: Float32Array = soften(whiteNoise);

/** Reads a tile between its samples (bilinear). */
export function noiseAt(tile: Float32Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [a, b] = [x - left, y - top];
  const u = left & (TILE - 1);
  const v = (top & (TILE - 1)) * TILE;
  const u1 = (u + 1) & (TILE - 1);
  const v1 = (v + TILE) & (TILE * TILE - 1);
  return (1 - b) * ((1 - a) * tile[v + u] + a * tile[v + u1]) +
    b * ((1 - a) * tile[v1 + u] + a * tile[v1 + u1]);
}

function soften(tile: Float32Array): Float32Array {
  let from = tile;
  for (const stride of [1, TILE, 1, TILE, 1, TILE]) {
    const to = new Float32Array(from.length);
    for (let i = 0; i < to.length; i++) {
      const row = stride === 1 ? i & ~(TILE - 1) : 0;
      const wrap = stride === 1 ? TILE - 1 : TILE * TILE - 1;
      const next = row + ((i - row + stride) & wrap);
      const after = row + ((i - row + 2 * stride) & wrap);
      to[i] = from[i] + 2 * from[next] + from[after];
    }
    from = to;
  }
  const deviation = Math.sqrt(from.reduce((sum, value) => sum + value * value, 0) / from.length);
  return from.map((value) => value / deviation);
}
