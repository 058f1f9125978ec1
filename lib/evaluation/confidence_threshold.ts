/** Share of validation pictures that the threshold may refuse. */
const REFUSED = 0.003;

/**
 * The confidence below which an answer is not trusted: three in a thousand of these pictures lie below it.
 *
 * @param probabilities `images * classes` numbers of pictures that do show a class.
 */
export function confidenceThreshold(probabilities: Float32Array, images: number): number {
  const classes = probabilities.length / images;
  const confidences = Float32Array.from(
    { length: images },
    (_, i) => Math.max(...probabilities.subarray(i * classes, (i + 1) * classes)),
  ).sort();
  // Rounded down to a thousandth, so that a last bit of difference between backends changes no card.
  return Math.floor(1000 * confidences[Math.floor(REFUSED * images)]) / 1000;
}
