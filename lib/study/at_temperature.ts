/**
 * Probabilities as they would be if the scores before softmax had been divided by a temperature (Guo et al. 2017).
 *
 * @param probabilities Rows of `classes` numbers.
 * @param temperature Above 0; above 1 it makes all answers less sure, and changes none.
 */
export function atTemperature(
  probabilities: Float32Array,
  temperature: number,
  classes: number,
): Float32Array {
  // Scores are the probabilities' logarithms but for a constant, which softmax does not see.
  const powers = probabilities.map((share) => Math.max(share, 1e-30) ** (1 / temperature));
  for (let start = 0; start < powers.length; start += classes) {
    const row = powers.subarray(start, start + classes);
    const sum = row.reduce((a, b) => a + b);
    for (let c = 0; c < classes; c++) row[c] /= sum;
  }
  return powers;
}
