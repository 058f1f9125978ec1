/** What is left where a class has no probability at all: one part in ten million. */
const LEAST = 1e-7;

/**
 * What two readings of one thing say together: of every class the root of the product of its probabilities, their
 * sum 1 again.
 *
 * Where one is sure and the other is not, the sure one counts: a logarithmic opinion pool (Genest and Zidek 1986).
 */
export function geometricMean(one: Float32Array, other: Float32Array): Float32Array {
  const roots = one.map((share, i) => Math.sqrt((share + LEAST) * (other[i] + LEAST)));
  const sum = roots.reduce((a, b) => a + b, 0);
  return roots.map((root) => root / sum);
}
