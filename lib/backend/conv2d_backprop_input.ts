import * as tf from "@tensorflow/tfjs";
import { type ConvolutionSettings, convolutionShape } from "./convolution_shape.ts";
import { replaceKernel } from "./wasm_kernel.ts";

interface Attributes extends ConvolutionSettings {
  readonly inputShape: readonly [number, number, number, number];
}

/**
 * Makes the gradient of a convolution with respect to its input fast on wasm, where the backend's own kernel
 * for it is a plain loop: a training step of the digit net takes half the time.
 *
 * At stride 1 that gradient is the convolution of the output's gradient with the filter turned by 180
 * degrees, channels in and out trading places. Other strides, and padding beyond the filter, keep the
 * backend's kernel.
 */
export function registerConv2dBackpropInput(): void {
  replaceKernel<"dy" | "filter", Attributes>(
    tf.Conv2DBackpropInput,
    ({ inputs: { dy, filter }, attributes, run, original }) => {
      const forward = convolutionShape(attributes.inputShape, filter.shape, attributes);
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
