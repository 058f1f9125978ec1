/**
 * The one-cycle schedule (Smith and Topin 2019): up in a line from a tenth of the peak, down in half a
 * cosine to a thousandth of it.
 *
 * @param peak The highest learning rate.
 * @param warmUp Share of the training that climbs to it, in (0, 1).
 * @returns The learning rate where a share in [0, 1] of the training is done.
 */
export function oneCycle(
  { peak, warmUp = 0.2 }: { readonly peak: number; readonly warmUp?: number },
): (share: number) => number {
  const [first, last] = [peak / 10, peak / 1000];
  return (share) => {
    if (share < warmUp) return first + (peak - first) * share / warmUp;
    const fall = (share - warmUp) / (1 - warmUp);
    return last + (peak - last) * (1 + Math.cos(Math.PI * fall)) / 2;
  };
}
