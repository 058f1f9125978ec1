import type { GrayImage } from "../../image/gray_image.ts";

/**
 * Slides a small square window of weights over a picture: at every place where it lies inside, each pixel
 * under it times its weight, added up.
 *
 * It is what one filter of a convolution computes, without its bias.
 *
 * @param weights Rows of the window, as many as each is long; at most as many as the picture has.
 * @returns Numbers of any sign; the picture loses the window's side less one, each way.
 */
export function convolve(image: GrayImage, weights: readonly (readonly number[])[]): GrayImage {
  const side = weights.length;
  const [width, height] = [image.width - side + 1, image.height - side + 1];
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return weights.reduce(
      (sum, row, v) =>
        row.reduce(
          (sum, weight, u) => sum + weight * image.data[(y + v) * image.width + x + u],
          sum,
        ),
      0,
    );
  });
  return { width, height, data };
}
