import * as tf from "@tensorflow/tfjs";

/** What tfjs tells a kernel about the convolution whose gradient it computes. */
export interface ConvolutionSettings {
  readonly strides: number | [number, number];
  readonly pad: tf.backend_util.ExplicitPadding | "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Sizes, strides and padding of a convolution with channels last, the only ones on wasm.
 *
 * @param input Batch, height, width, channels.
 * @param filter Height, width, channels in, channels out.
 */
export function convolutionShape(
  input: readonly number[],
  filter: readonly number[],
  settings: ConvolutionSettings,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    [...input] as [number, number, number, number],
    [...filter] as [number, number, number, number],
    settings.strides,
    1,
    settings.pad,
    settings.dimRoundingMode,
  );
}
