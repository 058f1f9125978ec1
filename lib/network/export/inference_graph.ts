import type * as tf from "@tensorflow/tfjs";

/** Names of the graph's ends, in every format that this project writes; the output is a classifier's. */
export const INPUT_NAME = "image";
export const OUTPUT_NAME = "probabilities";

/** A layer that computes something at inference, where it is called. */
export interface InferenceNode {
  readonly layer: tf.layers.Layer;
  /** Its options, as tfjs names them. */
  readonly config: tf.serialization.ConfigDict;
  /** The batch normalisation after it that `foldedWeights` works into it. */
  readonly normalization: tf.layers.Layer | null;
  /** What it reads: the network's input or outputs of nodes before it. */
  readonly inputs: readonly tf.SymbolicTensor[];
  /** What it gives, after the normalisation. */
  readonly output: tf.SymbolicTensor;
}

/** What a network computes at inference. */
interface InferenceGraph {
  readonly input: tf.SymbolicTensor;
  /** Each one after those that it reads. */
  readonly nodes: readonly InferenceNode[];
  /** The network's outputs, by the names that they are given. */
  readonly outputs: ReadonlyMap<string, tf.SymbolicTensor>;
}

/** Layers into whose weights a batch normalisation can be folded. */
const FOLDS = ["Conv2D", "Dense"];

/** Layers that change nothing at inference. */
const IDLE = ["InputLayer", "Dropout"];

/**
 * The layers of a network that compute something at inference, and what each of them reads.
 *
 * A batch normalisation is part of the convolution or dense layer that it alone reads.
 *
 * @param outputNames A name for each output, in the order of `model.outputs`; those that tfjs gives them
 * unless given.
 * @throws {RangeError} when the names are not as many as the outputs, or not different.
 * @throws {TypeError} when there is more than one input; naming a layer whose channels do not come last, or
 * one that adds values of different shapes.
 */
export function inferenceGraph(
  model: tf.LayersModel,
  outputNames: readonly string[] = model.outputs.map(({ name }) => name),
): InferenceGraph {
  if (model.inputs.length !== 1) {
    throw new TypeError(`the network has ${model.inputs.length} inputs: only one is written`);
  }
  if (new Set(outputNames).size !== model.outputs.length) {
    throw new RangeError(
      `the network has ${model.outputs.length} outputs, and their names are ` +
        `"${outputNames.join('", "')}": give each a name of its own`,
    );
  }
  const [input] = model.inputs;
  const source = (tensor: tf.SymbolicTensor): tf.SymbolicTensor =>
    tensor !== input && IDLE.includes(tensor.sourceLayer.getClassName())
      ? source(tensor.inputs[0])
      : tensor;
  const outputs = new Map(outputNames.map((name, i) => [name, source(model.outputs[i])]));

  const nodes = new Map<tf.SymbolicTensor, InferenceNode>();
  const readers = new Map<tf.SymbolicTensor, number>();
  const read = (output: tf.SymbolicTensor): void => {
    const before = readers.get(output) ?? 0;
    readers.set(output, before + 1);
    if (output === input || before > 0) return;
    const inputs = output.inputs.map(source);
    inputs.forEach(read);
    nodes.set(output, inferenceNode(output, inputs));
  };
  for (const output of outputs.values()) read(output);

  for (const { layer, inputs, output } of nodes.values()) {
    if (layer.getClassName() !== "BatchNormalization") continue;
    const before = nodes.get(inputs[0]);
    if (!before || before.normalization || !FOLDS.includes(before.layer.getClassName())) continue;
    if (readers.get(before.output) !== 1) continue;
    nodes.delete(before.output);
    nodes.set(output, { ...before, normalization: layer, output });
  }
  return { input, nodes: [...nodes.values()], outputs };
}

function inferenceNode(output: tf.SymbolicTensor, inputs: tf.SymbolicTensor[]): InferenceNode {
  const layer = output.sourceLayer;
  const config = layer.getConfig();
  if (config.dataFormat === "channelsFirst") {
    throw new TypeError(
      `layer "${layer.name}" has channels first: only channels last is written`,
    );
  }
  if (layer.getClassName() === "Add" && new Set(inputs.map(({ shape }) => `${shape}`)).size > 1) {
    throw new TypeError(
      `layer "${layer.name}" adds values of different shapes: make them the same`,
    );
  }
  return { layer, config, normalization: null, inputs, output };
}

/** The error that says that a layer cannot be written. */
export function cannotWrite({ layer }: InferenceNode): TypeError {
  return new TypeError(
    `${layer.getClassName()} layer "${layer.name}" cannot be written where it stands: conv2d and ` +
      "dense (each with a batch normalization that alone reads it or without), maxPooling2d, " +
      "upSampling2d of nearest neighbours, add, flatten, activation and dropout can",
  );
}

/** The operator of an activation, which ONNX and TensorFlow call by the same names; null where it is linear. */
export function activationOperator(name: string): string | null {
  if (name === "linear") return null;
  const operators: Record<string, string> = {
    relu: "Relu",
    sigmoid: "Sigmoid",
    softmax: "Softmax",
  };
  const operator = operators[name];
  if (!operator) {
    throw new TypeError(
      `activation "${name}" cannot be written: ${Object.keys(operators).join(", ")} can`,
    );
  }
  return operator;
}
