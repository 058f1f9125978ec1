import * as tf from "@tensorflow/tfjs";

/** What this file uses of tfjs-node's backend, whose class is not exported with types. */
interface NativeBackend {
  readonly binding: Record<string, number>;
  executeMultipleOutputs(
    name: string,
    attributes: { name: string; type: number; value: unknown }[],
    inputs: readonly tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

interface NativeOpOptions {
  /** How many tensors it gives; 1 when left out. */
  readonly outputs?: number;
  /** Numbers are taken for floats, lists of them for whole numbers. */
  readonly attributes?: Readonly<Record<string, number | boolean | string | readonly number[]>>;
  /** The attribute `shape`, of an operation that has one. */
  readonly shape?: readonly number[];
  /** The attribute that says of what type its numbers are, float32; `T` when left out, null for none. */
  readonly type?: string | null;
}

/** Whether {@linkcode nativeOp} can be called: native TensorFlow is the backend in use. */
export function isNative(): boolean {
  return tf.getBackend() === "tensorflow";
}

/**
 * Runs one of TensorFlow's own operations by its name, such as `ReluGrad`, on the native backend: tfjs has
 * no name for most of them. It has no gradient.
 *
 * @throws {Error} in TensorFlow's words, where inputs or attributes are not the operation's.
 */
export function nativeOp(
  name: string,
  inputs: readonly tf.Tensor[],
  { outputs = 1, attributes = {}, shape, type = "T" }: NativeOpOptions = {},
): tf.Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const types = {
    number: binding.TF_ATTR_FLOAT,
    boolean: binding.TF_ATTR_BOOL,
    string: binding.TF_ATTR_STRING,
    object: binding.TF_ATTR_INT,
  };
  const list = Object.entries(attributes).map(([key, value]) => ({
    name: key,
    type: types[typeof value as keyof typeof types],
    value: value as unknown,
  }));
  if (shape) list.push({ name: "shape", type: binding.TF_ATTR_SHAPE, value: shape });
  if (type !== null) list.push({ name: type, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT });
  return backend.executeMultipleOutputs(name, list, inputs, outputs);
}
