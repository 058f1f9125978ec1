/** A number, kept from `low` to `high`: in [0, 1] where nothing else is said. */
export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}
