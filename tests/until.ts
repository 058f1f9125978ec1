import assert from "node:assert/strict";

/**
 * Waits until something holds, for 30 seconds at most: how soon it does depends on the machine.
 *
 * @param why Says what there is instead, where it never does.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  why = () => "it never came true",
): Promise<void> {
  const before = performance.now();
  while (!await holds()) {
    assert.ok(performance.now() - before < 30_000, why());
    await new Promise((resume) => setTimeout(resume, 5));
  }
}
