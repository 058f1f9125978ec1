/**
 * A mean of independent numbers and its 95 % interval by the normal approximation.
 *
 * For shares of repeated tries on the same things, such as one digit corrupted in several ways: the tries of
 * one thing are not independent, their means over things are.
 */
export function meanInterval(
  values: readonly number[],
): { mean: number; interval: [low: number, high: number] } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    (values.length - 1);
  const reach = 1.96 * Math.sqrt(variance / values.length);
  return { mean, interval: [mean - reach, mean + reach] };
}
