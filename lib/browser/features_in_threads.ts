import { type Dataset, subset } from "../dataset/dataset.ts";

/** Computes a network's features of pictures: `size * n` numbers, a row of n for each. */
export type FeaturesOf = (pictures: Dataset) => Float32Array | Promise<Float32Array>;

/**
 * A network's features of many pictures, computed in several threads at once.
 *
 * The features of a picture depend on no other picture, so they are the same whichever thread computes them.
 *
 * @param here In this thread, which also does what another one fails at.
 * @param elsewhere In the other threads, one each.
 */
export async function featuresInThreads(
  pictures: Dataset,
  { here, elsewhere }: { readonly here: FeaturesOf; readonly elsewhere: readonly FeaturesOf[] },
): Promise<Float32Array> {
  const parts = cut(pictures, elsewhere.length + 1);
  // This thread is busy from here on, so the others are asked first.
  const asked = elsewhere.map(async (featuresOf, i) => await featuresOf(parts[i + 1]));
  const rows = await Promise.all([
    here(parts[0]),
    ...asked.map((features, i) => features.catch(() => here(parts[i + 1]))),
  ]);
  const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

/** Cuts pictures into so many parts, as equal as they can be, in their order. */
function cut(pictures: Dataset, count: number): Dataset[] {
  const edge = (part: number) => Math.round(part * pictures.size / count);
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [edge(part), edge(part + 1)];
    return subset(pictures, Array.from({ length: to - from }, (_, i) => from + i));
  });
}
