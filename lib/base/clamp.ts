/** The number in [low, high] that is nearest to `value`; the bounds are 0 and 1 when left out. */
export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}
