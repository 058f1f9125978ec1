/** Bounds of {@linkcode oneCycle}. */
export interface OneCycleOptions {
  /** The highest learning rate. */
  readonly peak: number;
  /** Share of the training that climbs to it, in (0, 1). */
  readonly warmUp?: number;
}

/**
 * The one-cycle schedule (Smith and Topin 2019): up in a line from a tenth of the peak, down in half a
 * cosine to a thousandth of it.
 *
 * @returns The learning rate where a share in [0, 1] of the training is done.
 */
export function oneCycle(options: OneCycleOptions): (share: number) => number {
  const { peak, warmUp = 0.2 } = options;
  const [first, last] = [peak / 10, peak / 1000];
  return (share) => {
    if (share < warmUp) return first + (peak - first) * share / warmUp;
    const fall = (share - warmUp) / (1 - warmUp);
    return last + (peak - last) * (1 + Math.cos(Math.PI * fall)) / 2;
  };
}
