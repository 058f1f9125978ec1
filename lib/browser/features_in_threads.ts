import { type Dataset, subset } from "../dataset/dataset.ts";

/** Gives what a network sees of pictures: `size * n` numbers, a row of n for each. */
export type See = (pictures: Dataset) => Float32Array | Promise<Float32Array>;

/**
 * What a network sees of many pictures, worked out in several threads at once.
 *
 * Each picture is seen by itself, so that the numbers are the same whoever works them out.
 *
 * @param here This thread; it also does what another one fails at.
 * @param elsewhere The other threads.
 */
export async function featuresInThreads(
  pictures: Dataset,
  { here, elsewhere }: { readonly here: See; readonly elsewhere: readonly See[] },
): Promise<Float32Array> {
  const parts = cut(pictures, elsewhere.length + 1);
  // This thread is busy from here on, so the others are asked first.
  const asked = elsewhere.map(async (see, i) => await see(parts[i + 1]));
  const rows = await Promise.all([
    here(parts[0]),
    ...asked.map((features, i) => features.catch(() => here(parts[i + 1]))),
  ]);
  const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  rows.reduce((at, row) => (all.set(row, at), at + row.length), 0);
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
