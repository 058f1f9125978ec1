import { clamp } from "./base/clamp.ts";
import { quantile } from "./base/quantile.ts";
import { type FinderSettings, SETTINGS } from "./finder/finder_settings.ts";
import type { Box } from "./image/gray_image.ts";

/** How far each character of a row but the first stands from the one before it, in the row's median height. */
export function gapsOf(row: readonly Box[]): number[] {
  const height = quantile(row.map(({ height }) => height), 0.5);
  return row.slice(1).map(({ x }, i) => (x - row[i].x - row[i].width) / height);
}

/**
 * Characters as text: lines as they are in the picture, a space where a gap is wider than is usual in it.
 *
 * @param rows From top to bottom, each from left to right.
 *
 * @example
 * ```ts
 * import { layOut } from "./lay_out.ts";
 * import assert from "node:assert/strict";
 *
 * const at = (name: string, x: number) => ({ name, box: { x, y: 0, width: 8, height: 20 } });
 * assert.equal(layOut([[at("4", 0), at("2", 10), at("7", 40), at("1", 50)]]), "42 71");
 * assert.equal(layOut([[at("4", 0), at("2", 18), at("7", 36), at("1", 54)]]), "4271");
 * ```
 */
export function layOut(
  rows: readonly (readonly { readonly name: string; readonly box: Box }[])[],
  { usual: share, usualGap, space }: FinderSettings = SETTINGS,
): string {
  const gaps = rows.map((row) => gapsOf(row.map(({ box }) => box)));
  const usual = clamp(quantile(gaps.flat(), share), 0, usualGap);
  return rows.map((row, n) =>
    row.map(({ name }, i) => i > 0 && gaps[n][i - 1] > usual + space ? ` ${name}` : name)
      .join("")
  ).join("\n");
}
