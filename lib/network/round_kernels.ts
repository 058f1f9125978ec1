import * as tf from "@tensorflow/tfjs";

/**
 * Rounds a network's kernels to bfloat16's eight binary digits, in place; all other weights stay as they are.
 *
 * Few digits compress better: browsers are sent less of a finder.
 */
export function roundKernels(model: tf.LayersModel): void {
  for (const weight of model.layers.flatMap(({ weights }) => weights)) {
    if (weight.shape.length < 2) continue;
    tf.tidy(() => {
      const rounded = toBfloat16(weight.read().dataSync<"float32">());
      weight.write(tf.tensor(rounded, weight.shape as number[]));
    });
  }
}

/** Numbers rounded to eight binary digits. */
function toBfloat16(numbers: Float32Array): Float32Array {
  const bits = new Uint32Array(numbers.slice().buffer);
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] + 0x8000 & 0xffff0000) >>> 0;
  return new Float32Array(bits.buffer);
}
