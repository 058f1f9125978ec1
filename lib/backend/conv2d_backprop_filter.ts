import * as tf from "@tensorflow/tfjs";
import { type ConvolutionSettings, convolutionShape } from "./convolution_shape.ts";
import { replaceKernel } from "./wasm_kernel.ts";

interface Attributes extends ConvolutionSettings {
  readonly filterShape: readonly [number, number, number, number];
}

/**
 * Gives the wasm backend the one kernel that it lacks to train a convolutional network: the gradient of a
 * convolution with respect to its filter.
 *
 * The gradient of the filter's weight at (i, j) is the input, shifted by (i, j), times the gradient of the
 * output, summed over the batch and all places. That sum over places is itself a convolution: of the input
 * with the output's gradient as the filter, batch and channels trading places, the forward stride becoming
 * the dilation. So the backend's own convolution does it.
 */
export function registerConv2dBackpropFilter(): void {
  replaceKernel<"x" | "dy", Attributes>(
    tf.Conv2DBackpropFilter,
    ({ inputs: { x, dy }, attributes, run }) => {
      const { filterShape } = attributes;
      const forward = convolutionShape(x.shape, filterShape, attributes);
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
