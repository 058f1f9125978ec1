/**
 * The share of a training step that a kernel takes, from 0 to 1, as a note of `deno task bench train` says it.
 *
 * The note names the six kernels that take most: of another one, the least of their shares is given, which it does
 * not pass.
 *
 * @throws {RangeError} when the note names no shares.
 *
 * @example
 * ```ts
 * import { kernelShare } from "./kernel_share.ts";
 * import assert from "node:assert/strict";
 *
 * const note = "Of a step of the report CNN: BatchMatMulV2 22 %, ResourceApplyAdam 15 %, Conv2D 6 %.";
 * assert.equal(kernelShare(note, "ResourceApplyAdam"), 0.15);
 * assert.equal(kernelShare(note, "MaxPool"), 0.06);
 * ```
 */
export function kernelShare(note: string, kernel: string): number {
  const shares = [...note.matchAll(/(\w+) (\d+) %/g)]
    .map(([, name, percent]) => ({ name, share: Number(percent) / 100 }));
  if (shares.length === 0) throw new RangeError(`no kernel and its share in "${note}"`);
  const named = shares.find(({ name }) => name === kernel);
  return named?.share ?? Math.min(...shares.map(({ share }) => share));
}
