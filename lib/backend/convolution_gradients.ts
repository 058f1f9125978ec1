/** Both gradients of a convolution on wasm, by the backend's own fast convolution. */
import * as tf from "@tensorflow/tfjs";
import { replaceKernel } from "./wasm_kernel.ts";

/** Four sizes: of pictures batch, height, width, channels; of filters height, width, channels in, channels out. */
type Shape = [number, number, number, number];

/** What tfjs tells a kernel about the convolution whose gradient it computes. */
interface Settings {
  readonly strides: number | [number, number];
  readonly pad: tf.backend_util.ExplicitPadding | "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/**
 * Gives the wasm backend the one kernel that it lacks to train a convolutional network: the gradient of a
 * convolution with respect to its filter.
 *
 * The gradient of the filter's weight at (i, j) is the input, shifted by (i, j), times the gradient of the
 * output, summed over the batch and all places. That sum over places is itself a convolution: of the input
 * with the output's gradient as the filter, batch and channels trading places, the forward stride becoming
 * the dilation.
 */
export function registerFilterGradient(): void {
  replaceKernel<"x" | "dy", Settings & { readonly filterShape: Shape }>(
    tf.Conv2DBackpropFilter,
    ({ inputs: { x, dy }, attributes, run }) => {
      const { filterShape } = attributes;
      const forward = forwardPass(x.shape, filterShape, attributes);
      const { top, bottom, left, right } = forward.padInfo;
      const image = run(tf.Transpose, { x }, { perm: [3, 1, 2, 0] });
      const filter = run(tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
      const sums = run(tf.Conv2D, { x: image, filter }, {
        strides: 1,
        dilations: [forward.strideHeight, forward.strideWidth],
        pad: [[0, 0], [top, bottom], [left, right], [0, 0]],
        dataFormat: "NHWC",
      });
      // A stride that does not divide the padded input leaves sums beyond the filter's edge.
      const [height, width, channelsIn, channelsOut] = filterShape;
      const inside = run(tf.Slice, { x: sums }, {
        begin: [0, 0, 0, 0],
        size: [channelsIn, height, width, channelsOut],
      });
      return run(tf.Transpose, { x: inside }, { perm: [1, 2, 0, 3] });
    },
  );
}

/**
 * Makes the gradient of a convolution with respect to its input fast on wasm, where the backend's own kernel
 * for it is a plain loop: a training step of the digit net takes half the time.
 *
 * At stride 1 that gradient is the convolution of the output's gradient with the filter turned by 180
 * degrees, channels in and out trading places. Other strides, and padding beyond the filter, keep the
 * backend's kernel.
 */
export function registerInputGradient(): void {
  replaceKernel<"dy" | "filter", Settings & { readonly inputShape: Shape }>(
    tf.Conv2DBackpropInput,
    ({ inputs: { dy, filter }, attributes, run, original }) => {
      const forward = forwardPass(attributes.inputShape, filter.shape, attributes);
      const { top, bottom, left, right } = forward.padInfo;
      const [height, width] = [forward.filterHeight - 1, forward.filterWidth - 1];
      const pad = [[0, 0], [height - top, height - bottom], [width - left, width - right], [0, 0]];
      if (
        forward.strideHeight !== 1 || forward.strideWidth !== 1 || pad.flat().some((n) => n < 0)
      ) {
        return original();
      }
      const turned = run(tf.Reverse, { x: filter }, { dims: [0, 1] });
      return run(tf.Conv2D, {
        x: dy,
        filter: run(tf.Transpose, { x: turned }, { perm: [0, 1, 3, 2] }),
      }, { strides: 1, dilations: 1, pad, dataFormat: "NHWC" });
    },
  );
}

/** Sizes, strides and padding of the convolution itself; channels come last, as always on wasm. */
function forwardPass(
  input: readonly number[],
  filter: readonly number[],
  { strides, pad, dimRoundingMode }: Settings,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    input as Shape,
    filter as Shape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}
