/** Kernels of tfjs's WebAssembly backend, run and replaced. */
import * as tf from "@tensorflow/tfjs";

/** What a kernel is called with; its attributes are the operation's settings. */
interface KernelCall<Input extends string, Attributes> {
  readonly inputs: Readonly<Record<Input, tf.TensorInfo>>;
  readonly attributes: Attributes;
  /** Runs another kernel; what it gives is freed after this call, unless this call returns it. */
  run(name: string, inputs: Record<string, tf.TensorInfo>, attributes?: object): tf.TensorInfo;
  /** Runs the kernel that was there before, on the same inputs and settings unless others are given. */
  original(inputs?: Record<string, tf.TensorInfo>, attributes?: object): tf.TensorInfo;
}

/**
 * Puts `kernel` in the place of the backend's kernel of that name, or where there was none.
 *
 * Call it once the backend is set up: only then is the kernel that is replaced ready to run.
 */
export function replaceKernel<Input extends string, Attributes>(
  name: string,
  kernel: (call: KernelCall<Input, Attributes>) => tf.TensorInfo,
): void {
  const before = tf.getKernel(name, "wasm");
  if (before) tf.unregisterKernel(name, "wasm");
  tf.registerKernel({
    kernelName: name,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) => {
      const made: tf.TensorInfo[] = [];
      const call = (
        kernelFunc: tf.KernelFunc,
        inputs: Record<string, tf.TensorInfo>,
        attributes: object,
      ) => {
        const attrs = attributes as tf.NamedAttrMap;
        const output = kernelFunc({ inputs, attrs, backend }) as tf.TensorInfo;
        made.push(output);
        return output;
      };
      const given = inputs as Record<Input, tf.TensorInfo>;
      const result = kernel({
        inputs: given,
        attributes: attrs as Attributes,
        run: (name, inputs, attributes = {}) =>
          call(tf.getKernel(name, "wasm").kernelFunc, inputs, attributes),
        original: (inputs = given, attributes = attrs as object) =>
          call(before.kernelFunc, inputs, attributes),
      });
      for (const tensor of made) {
        if (tensor !== result) (backend as tf.KernelBackend).disposeData(tensor.dataId);
      }
      return result;
    },
  });
}
