import { clamp } from "../../base/clamp.ts";
import type { Random } from "../../base/random.ts";
import { bilinear } from "../../image/bilinear.ts";
import type { Stroke } from "../../image/draw_strokes.ts";
import { toBar } from "../bar.ts";
import { type Dataset, imageAt } from "../dataset.ts";
import { FIELD_SCALE, FIELD_UNITS, type StrokeFields } from "./stroke_fields.ts";

/** How the strokes are inked; widths in pixels. */
export type Inking =
  /** The picture's own pixels. */
  | { readonly kind: "pixels" }
  /** The shape, its edge moved out by `grow` and `softness` wide. */
  | { readonly kind: "shape"; readonly grow: number; readonly softness: number }
  /** The skeleton or the outline alone, drawn with a pen of this radius. */
  | { readonly kind: "pen" | "outline"; readonly radius: number; readonly softness: number };

/** Half the width of a stroke that is added, in pixels: about that of MNIST's pens. */
const ADDED_RADIUS = 1.1;

/** Draws an inking: of ten pictures, 4 as they are, 3 as a shape, 2 or 3 with a pen, now and then hollow. */
export function drawInking(random: Random): Inking {
  const kind = random.uniform();
  const softness = random.uniform(0.6, 1.6);
  if (kind < 0.4) return { kind: "pixels" };
  if (kind < 0.68) return { kind: "shape", grow: random.uniform(-0.5, 0.9), softness };
  if (kind < 0.94) return { kind: "pen", radius: 0.3 * 6 ** random.uniform(), softness };
  return { kind: "outline", radius: random.uniform(0.3, 0.7), softness: Math.min(1, softness) };
}

/**
 * Draws picture `index` anew: warped as `places` says (see `drawWarp`) and inked as `inking` says.
 *
 * @param added Strokes beside the picture's own, in its pixels, pixel centres at whole numbers.
 * @returns `height * width` numbers in [0, 1].
 */
export function render(
  dataset: Dataset,
  fields: StrokeFields,
  index: number,
  places: Float32Array,
  inking: Inking,
  added: readonly Stroke[],
): Float32Array {
  const { width, height } = dataset;
  const samples = fields.width * fields.height;
  const image = imageAt(dataset, index);
  const edge = fields.edge.subarray(index * samples, (index + 1) * samples);
  const skeleton = fields.skeleton.subarray(index * samples, (index + 1) * samples);
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    let toAdded = Infinity;
    for (const stroke of added) {
      for (let k = 1; k < stroke.length; k++) {
        toAdded = Math.min(toAdded, toBar({ from: stroke[k - 1], to: stroke[k] }, x, y).away);
      }
    }
    if (inking.kind === "pixels") {
      const own = sample(image, width, height, x, y, 0) / 255;
      out[i] = Math.max(own, ramp(toAdded - ADDED_RADIUS, 1));
      continue;
    }
    const u = (x + 0.5) * FIELD_SCALE - 0.5;
    const v = (y + 0.5) * FIELD_SCALE - 0.5;
    if (inking.kind === "pen") {
      const own = sample(skeleton, fields.width, fields.height, u, v, 255) / FIELD_UNITS;
      out[i] = ramp(Math.min(own, toAdded) - inking.radius, inking.softness);
    } else {
      const own = sample(edge, fields.width, fields.height, u, v, 127) / FIELD_UNITS;
      const signed = Math.min(own, toAdded - ADDED_RADIUS);
      out[i] = inking.kind === "shape"
        ? ramp(signed - inking.grow, inking.softness)
        : ramp(Math.abs(signed) - inking.radius, inking.softness);
    }
  }
  return out;
}

/** A picture of `height * width` bytes, warped as `places` says, in numbers in [0, 1]. */
export function warp(
  image: Uint8Array,
  width: number,
  height: number,
  places: Float32Array,
): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    out[i] = sample(image, width, height, places[2 * i], places[2 * i + 1], 0) / 255;
  }
  return out;
}

/** 1 well inside an edge, 0 well outside, linear over `softness` pixels across it. */
function ramp(signedDistance: number, softness: number): number {
  return clamp(0.5 - signedDistance / softness);
}

/** Bilinear between four samples; `beyond` outside. */
function sample(
  field: Uint8Array | Int8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  beyond: number,
): number {
  if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) return beyond;
  return bilinear(field, width, height, x, y);
}
