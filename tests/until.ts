import assert from "node:assert/strict";

/** Waits until something holds, for 20 seconds at most: how soon it does depends on the machine. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const before = performance.now();
  while (!await holds()) {
    assert.ok(performance.now() - before < 20_000, "it never came true");
    await new Promise((resume) => setTimeout(resume, 5));
  }
}
