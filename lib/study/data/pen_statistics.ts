import { type Dataset, imageAt } from "../../dataset/dataset.ts";

/** How each picture was written. */
interface PenStatistics {
  /** `size` shares of the picture that is inked, in [0, 1]. */
  readonly ink: Float32Array;
  /** `size` angles in degrees: 0 upright, positive leaning to the right. */
  readonly slant: Float32Array;
}

/**
 * Ink and slant of every picture.
 *
 * The slant is the shear that makes the picture's second moments upright, atan(-mu11 / mu02) with y
 * downward: the measure by which handwriting is deslanted (LeCun et al., 1998). A picture without ink has none, 0.
 */
export function penStatistics(dataset: Dataset): PenStatistics {
  const { size, width } = dataset;
  const ink = new Float32Array(size);
  const slant = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const image = imageAt(dataset, i);
    let sum = 0;
    let [x1, y1, xy, yy] = [0, 0, 0, 0];
    image.forEach((byte, pixel) => {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      sum += byte;
      x1 += byte * x;
      y1 += byte * y;
      xy += byte * x * y;
      yy += byte * y * y;
    });
    ink[i] = sum / 255 / image.length;
    if (sum === 0) continue;
    const mu11 = xy / sum - (x1 / sum) * (y1 / sum);
    const mu02 = yy / sum - (y1 / sum) ** 2;
    if (mu02 > 0) slant[i] = Math.atan(-mu11 / mu02) * 180 / Math.PI;
  }
  return { ink, slant };
}
