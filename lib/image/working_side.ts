import { clamp } from "../base/clamp.ts";
import type { Box } from "./gray_image.ts";

/** A picture this many times as long as wide, or more, is a strip. */
const STRIP = 4;

/** A strip may be this many times as long as another picture: the margin round it costs, however thin it is. */
const LONGEST = 8;

/**
 * The side, in pixels, that bounds of a picture's size are about: its longer one.
 *
 * A strip counts as a picture of four to one with as many pixels: a row of a hundred digits may be long, for it is low.
 *
 * @example
 * ```ts
 * import { workingSide } from "./working_side.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(workingSide({ width: 900, height: 600 }), 900);
 * assert.equal(workingSide({ width: 1600, height: 100 }), 800);
 * ```
 */
export function workingSide({ width, height }: Pick<Box, "width" | "height">): number {
  const longest = Math.max(width, height);
  return clamp(Math.sqrt(STRIP * width * height), longest / LONGEST, longest);
}
