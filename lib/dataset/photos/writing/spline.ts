import { clamp } from "../../../base/clamp.ts";
import { bSplineWeights } from "../../b_spline_weights.ts";

/** A picture enlarged to `side` samples both ways by a cubic B-spline, whose contours have no corners. */
export function enlarge(
  image: Uint8Array,
  width: number,
  height: number,
  side: number,
): Float32Array {
  const columns = mixtures(width, side);
  const rows = mixtures(height, side);
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

/** For each sample, the four pixels that it mixes and their weights. */
function mixtures(pixels: number, side: number) {
  const [places, weights] = [new Uint16Array(4 * side), new Float64Array(4 * side)];
  for (let sample = 0; sample < side; sample++) {
    const place = (sample + 0.5) * pixels / side - 0.5;
    const left = Math.floor(place);
    weights.set(bSplineWeights(place - left), 4 * sample);
    for (let k = 0; k < 4; k++) places[4 * sample + k] = clamp(left - 1 + k, 0, pixels - 1);
  }
  return { places, weights };
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
