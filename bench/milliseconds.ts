/** How long some work takes. */
export async function milliseconds(run: () => unknown): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
