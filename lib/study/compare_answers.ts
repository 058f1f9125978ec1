/**
 * Counts the right answers of two classifiers to the same pictures, picture by picture.
 *
 * What one of them alone got right says more than two accuracies do: McNemar's test (1947) weighs it.
 *
 * @throws {RangeError} when there are not as many answers as labels.
 */
export function compareAnswers(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
) {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new RangeError(
      `${first.length} and ${second.length} answers do not belong to ${labels.length} labels`,
    );
  }
  const counts = { both: 0, firstOnly: 0, secondOnly: 0, neither: 0 };
  for (let i = 0; i < labels.length; i++) {
    const [a, b] = [first[i] === labels[i], second[i] === labels[i]];
    counts[a ? (b ? "both" : "firstOnly") : (b ? "secondOnly" : "neither")]++;
  }
  return counts;
}
