import { clamp } from "../base/clamp.ts";

/**
 * A picture enlarged to `side` samples both ways by a cubic B-spline, whose contours have no corners.
 *
 * @param isGrid Whether the values are nodes of a grid, the outermost at the outermost samples and 0 beyond them; else
 * they are pixels, and the border is repeated.
 */
export function enlarge(
  image: ArrayLike<number>,
  width: number,
  height: number,
  side: number,
  isGrid = false,
): Float32Array {
  const columns = mixtures(width, side, isGrid);
  const rows = mixtures(height, side, isGrid);
  const wide = new Float32Array(side * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let k = 4 * x; k < 4 * x + 4; k++) {
        sum += columns.weights[k] * image[y * width + columns.places[k]];
      }
      wide[y * side + x] = sum;
    }
  }
  const out = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let k = 4 * y; k < 4 * y + 4; k++) {
      const [start, weight] = [rows.places[k] * side, rows.weights[k]];
      for (let x = 0; x < side; x++) out[y * side + x] += weight * wide[start + x];
    }
  }
  return out;
}

/** For each sample, the four values that it mixes and their weights. */
function mixtures(values: number, side: number, isGrid: boolean) {
  const [places, weights] = [new Uint16Array(4 * side), new Float64Array(4 * side)];
  for (let sample = 0; sample < side; sample++) {
    const place = isGrid
      ? sample / (side - 1) * (values - 1)
      : (sample + 0.5) * values / side - 0.5;
    const left = Math.floor(place);
    bSplineWeights(place - left).forEach((weight, k) => {
      const at = clamp(left - 1 + k, 0, values - 1);
      places[4 * sample + k] = at;
      weights[4 * sample + k] = isGrid && at !== left - 1 + k ? 0 : weight;
    });
  }
  return { places, weights };
}

/** The weights of the four values round a place, `t` of the way from the second to the third; they add up to 1. */
function bSplineWeights(t: number): [number, number, number, number] {
  return [
    (1 - t) ** 3 / 6,
    (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
    (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
    t ** 3 / 6,
  ];
}

/** Binomial smoothing over two samples either way takes the staircase out of distances. */
export function smooth(field: Float32Array, side: number): Float32Array {
  let from = field;
  for (const stride of [1, side, 1, side]) {
    const to = from.slice();
    for (let i = 2 * stride; i < to.length - 2 * stride; i++) {
      to[i] = (from[i - 2 * stride] + 4 * from[i - stride] + 6 * from[i] +
        4 * from[i + stride] + from[i + 2 * stride]) / 16;
    }
    from = to;
  }
  return from;
}
