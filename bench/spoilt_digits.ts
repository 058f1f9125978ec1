import { createRandom } from "../lib/base/random.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { corruptions } from "./corruptions.ts";
import type { LabelledPictures } from "./unseen_digits.ts";

/** The pictures under each of the fifteen corruptions after MNIST-C, the same each time. */
export function spoiltDigits(
  images: readonly GrayImage[],
  labels: ArrayLike<number>,
): LabelledPictures[] {
  return Object.entries(corruptions).map(([name, corrupt]) => {
    const random = createRandom(1);
    return {
      name,
      images: images.map((image) => ({ ...image, data: corrupt(image.data, random) })),
      labels,
    };
  });
}
