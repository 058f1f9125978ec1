/** Added to each probability, so that one reading's zero does not rule a class out. */
const LEAST = 1e-7;

/**
 * Combines the class probabilities of two readings of one thing: their geometric mean, made to sum to 1 again.
 *
 * Where one is sure and the other is not, the sure one counts: a logarithmic opinion pool (Genest and Zidek 1986).
 */
export function geometricMean(one: Float32Array, other: Float32Array): Float32Array {
  const roots = one.map((share, i) => Math.sqrt((share + LEAST) * (other[i] + LEAST)));
  const sum = roots.reduce((a, b) => a + b, 0);
  return roots.map((root) => root / sum);
}
