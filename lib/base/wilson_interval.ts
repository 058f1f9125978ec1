/**
 * The 95 % score interval of a share (Wilson 1927): unlike two standard errors either way, it holds near 0 and 1.
 */
export function wilsonInterval(hits: number, trials: number): [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const z = 1.959963984540054;
  const share = hits / trials;
  const centre = share + z * z / (2 * trials);
  const reach = z * Math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
  const scale = 1 + z * z / trials;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
