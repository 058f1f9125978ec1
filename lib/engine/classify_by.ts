import type { GrayImage } from "../image/gray_image.ts";
import type { Engine } from "./engine.ts";

/**
 * An engine as a function of pictures: prepared ones of one size in, the class probabilities of each out, in one run.
 */
export function classifyBy(
  engine: Pick<Engine, "predict">,
  classes: readonly string[],
): (images: readonly GrayImage[]) => Promise<Float32Array[]> {
  const { length } = classes;
  return async (images) => {
    const pixels = new Float32Array(images.reduce((sum, { data }) => sum + data.length, 0));
    images.forEach(({ data }, i) => pixels.set(data, i * data.length));
    const probabilities = await engine.predict(pixels, images.length);
    return images.map((_, i) => probabilities.subarray(i * length, (i + 1) * length));
  };
}
