import { PCA } from "ml-pca";
import { type Dataset, toFloats } from "../../dataset/dataset.ts";
import type { GrayImage } from "../../image/gray_image.ts";

/** A dataset seen along the directions in which it varies most. */
interface PrincipalComponents {
  /** `size` rows of `count` coordinates: the pictures' places. */
  readonly places: readonly (readonly number[])[];
  /** The directions as pictures of unit length; below 0 is ink that is missing. */
  readonly directions: readonly GrayImage[];
  /** Share of the whole variance along each direction, in [0, 1]. */
  readonly explained: readonly number[];
}

/**
 * Principal component analysis (Pearson, 1901) of the pixels, by ml-pca.
 *
 * A direction and its opposite are equally good; each is given with its largest pixel positive.
 *
 * @param count How many directions; 2 when left out.
 * @throws {RangeError} when the pictures are all alike.
 */
export function principalComponents(
  dataset: Dataset,
  { count = 2 }: { readonly count?: number } = {},
): PrincipalComponents {
  const { size, width, height } = dataset;
  const rows = Array.from({ length: size }, (_, i) => toFloats(dataset, i, i + 1));
  const variances = Array.from(rows[0], (_, pixel) => variance(rows.map((row) => row[pixel])));
  const whole = variances.reduce((a, b) => a + b);
  if (whole === 0) throw new RangeError("pictures that are all alike have no principal components");
  // NIPALS finds only the directions asked for, but starts from the first column, which in a
  // picture's corner is all 0: so the most varied pixel goes first, and the constant ones out.
  const order = variances.map((_, pixel) => pixel)
    .filter((pixel) => variances[pixel] > 0)
    .sort((a, b) => variances[b] - variances[a]);
  const columns = rows.map((row) => order.map((pixel) => row[pixel]));
  const pca = new PCA(columns, { method: "NIPALS", nCompNIPALS: count });
  const places = pca.predict(columns).to2DArray();
  const directions = pca.getEigenvectors().transpose().to2DArray();

  const explained = directions.map((direction, k) => {
    const largest = direction.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a);
    if (largest < 0) {
      direction.forEach((value, i) => direction[i] = -value);
      for (const place of places) place[k] = -place[k];
    }
    return variance(places.map((place) => place[k])) / whole;
  });
  return {
    places,
    directions: directions.map((direction) => {
      const data = new Float32Array(width * height);
      order.forEach((pixel, i) => data[pixel] = direction[i]);
      return { width, height, data };
    }),
    explained,
  };
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
