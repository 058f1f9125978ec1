import type { Box } from "./gray_image.ts";

/**
 * The smallest box that holds all of these, at least one.
 *
 * @example
 * ```ts
 * import { unionBox } from "./union_box.ts";
 * import assert from "node:assert/strict";
 *
 * const boxes = [{ x: 2, y: 1, width: 3, height: 4 }, { x: 7, y: 0, width: 1, height: 2 }];
 * assert.deepEqual(unionBox(boxes), { x: 2, y: 0, width: 6, height: 5 });
 * ```
 */
export function unionBox(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
