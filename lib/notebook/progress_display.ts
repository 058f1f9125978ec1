import type { Progress } from "../base/progress.ts";

/**
 * A bar below a notebook's cell, redrawn in place.
 *
 * What is left when it is full holds no times, so a stored notebook is the same from run to run.
 *
 * @returns The callback, and `finish`, to be awaited before the cell ends.
 */
export function progressDisplay(title: string): {
  onProgress: Progress;
  finish: () => Promise<void>;
} {
  const display_id = crypto.randomUUID();
  let shown = Promise.resolve();
  let update = false;
  let drawn = -Infinity;
  const draw = (share: number, note: string) => {
    const filled = Math.round(share * 24);
    const text = `${title} ${"█".repeat(filled)}${"░".repeat(24 - filled)} ${note}`.trimEnd();
    const options = { raw: true, display_id, update };
    update = true;
    shown = shown.then(() => Deno.jupyter.display({ "text/plain": text }, options));
  };
  return {
    onProgress(done, total, note = "") {
      const now = performance.now();
      if (now - drawn < 250) return;
      drawn = now;
      draw(total > 0 ? done / total : 1, note);
    },
    finish() {
      draw(1, "done");
      return shown;
    },
  };
}
