/** How a cost grows with what is asked for. */
export interface Growth {
  /** What there is more and more of, such as `pictures in a batch`. */
  readonly what: string;
  /** Milliseconds for so many, from few to many. */
  readonly points: readonly (readonly [count: number, milliseconds: number])[];
}

/**
 * The power of the count by which the cost grows where counts are largest: 1 is in proportion, less where
 * a part of the cost is fixed.
 */
export function exponentOf({ points }: Growth): number {
  const [[n, cost], [more, dearer]] = points.slice(-2);
  return Math.log(dearer / cost) / Math.log(more / n);
}
