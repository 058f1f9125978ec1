/** A network small enough to know what its maps must show. */
import * as tf from "@tensorflow/tfjs";
import type { GrayImage } from "../../../lib/image/gray_image.ts";

const SIDE = 8;

/**
 * Answers "left" the more surely, the more ink the left half of an 8 x 8 picture has, "right" likewise: a
 * convolution that hands the picture on, and one dense layer. Right of the middle "left" hears the
 * opposite.
 */
export function leftOrRight(): tf.Sequential {
  const convolution = tf.layers.conv2d({
    filters: 2,
    kernelSize: 3,
    padding: "same",
    activation: "linear",
    inputShape: [SIDE, SIDE, 1],
  });
  const dense = tf.layers.dense({ units: 2 });
  const model = tf.sequential({
    layers: [
      convolution,
      tf.layers.flatten(),
      dense,
      tf.layers.activation({ activation: "softmax" }),
    ],
  });
  const kernel = new Float32Array(3 * 3 * 2);
  kernel.set([1, -0.5], 4 * 2);
  const weights = Float32Array.from({ length: SIDE * SIDE * 2 * 2 }, (_, i) => {
    const [cell, label] = [Math.floor(i / 2), i % 2];
    if (cell % 2 === 1) return 0;
    const isLeft = Math.floor(cell / 2) % SIDE < SIDE / 2;
    return isLeft === (label === 0) ? 0.25 : -0.25;
  });
  convolution.setWeights([tf.tensor4d(kernel, [3, 3, 1, 2]), tf.zeros([2])]);
  dense.setWeights([tf.tensor2d(weights, [SIDE * SIDE * 2, 2]), tf.zeros([2])]);
  return model;
}

/** A picture with full ink where `inked` says so. */
export function picture(inked: (x: number, y: number) => boolean): GrayImage {
  const data = Float32Array.from(
    { length: SIDE * SIDE },
    (_, i) => inked(i % SIDE, Math.floor(i / SIDE)) ? 1 : 0,
  );
  return { width: SIDE, height: SIDE, data };
}

/** Mean of a map where `chosen` says so. */
export function meanWhere(
  { width, data }: GrayImage,
  chosen: (x: number, y: number) => boolean,
): number {
  const values = data.filter((_, i) => chosen(i % width, Math.floor(i / width)));
  return values.reduce((a, b) => a + b, 0) / values.length;
}
