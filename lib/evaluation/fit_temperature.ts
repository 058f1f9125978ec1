/**
 * The temperature T for which softmax(logits / T) has the least cross-entropy: one number that makes
 * confidences mean what they say (temperature scaling, Guo et al. 2017).
 *
 * Probabilities are enough: logits are their logarithms but for a constant in each row, which softmax
 * does not see. Labels count as one chance in `labels.length + 2` of being another class (Laplace's rule of
 * succession), because a hundred right answers in a hundred are no proof of certainty.
 *
 * @param probabilities `labels.length * classes` numbers, row by row.
 * @returns T in [0.2, 5]; above 1 the network was too sure of itself.
 */
export function fitTemperature(probabilities: Float32Array, labels: ArrayLike<number>): number {
  // Golden-section search over log T: the cross-entropy has one minimum in 1 / T.
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.2), Math.log(5)];
  while (high - low > 1e-4) {
    const span = ratio * (high - low);
    const [a, b] = [high - span, low + span];
    if (lossAt(Math.exp(a), probabilities, labels) < lossAt(Math.exp(b), probabilities, labels)) {
      high = b;
    } else {
      low = a;
    }
  }
  return Math.exp((low + high) / 2);
}

function lossAt(
  temperature: number,
  probabilities: Float32Array,
  labels: ArrayLike<number>,
): number {
  const classes = probabilities.length / labels.length;
  const doubt = 1 / (labels.length + 2);
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    let [sum, expected] = [0, 0];
    for (let c = 0; c < classes; c++) {
      const logit = Math.log(Math.max(probabilities[i * classes + c], 1e-30)) / temperature;
      sum += Math.exp(logit);
      expected += logit * (c === labels[i] ? 1 - doubt : doubt / (classes - 1));
    }
    loss += Math.log(sum) - expected;
  }
  return loss;
}
