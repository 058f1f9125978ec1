/**
 * Writes a trained network as a TensorFlow SavedModel, which `tf.saved_model.load`, TensorFlow Serving and
 * tfjs-node's `loadSavedModel` read.
 *
 * The graph is frozen: weights are constants in it. The fields and their numbers are those of TensorFlow's
 * protocol buffers `saved_model.proto`, `meta_graph.proto`, `graph.proto` and what they include.
 *
 * @module
 */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type * as tf from "@tensorflow/tfjs";
import { foldedWeights, type InferenceLayer, inferenceLayers } from "./folded_weights.ts";
import { INPUT_NAME, OUTPUT_NAME } from "./onnx.ts";

const DT_FLOAT = 1;
const DT_INT32 = 3;

/** The graph version of TensorFlow 2.x. */
const PRODUCER = 1882;

type Message = (writer: BinaryWriter) => void;

/**
 * The files of a SavedModel that does what `model` does at inference: tag `serve`, signature
 * `serving_default`, from `image` (float32 `[batch, height, width, channels]`) to `probabilities`
 * (float32 `[batch, classes]`).
 *
 * @returns Bytes by path within the SavedModel's folder.
 * @throws {TypeError} naming the layer that cannot be written.
 * @throws {RangeError} when the network has not as many outputs as there are classes.
 */
export function toSavedModel(
  model: tf.Sequential,
  classes: readonly string[],
): Map<string, Uint8Array> {
  const [, ...shape] = model.inputs[0].shape as number[];
  const outputs = model.outputs[0].shape[1];
  if (outputs !== classes.length) {
    throw new RangeError(`the network has ${outputs} outputs for ${classes.length} classes`);
  }
  const graph = new Graph([-1, ...shape]);
  for (const layer of inferenceLayers(model)) writeLayer(graph, layer);
  const tensorInfo = (name: string, shape: number[]): Message => (writer) => {
    string(writer, 1, `${name}:0`);
    int(writer, 2, DT_FLOAT);
    message(writer, 3, shapeMessage(shape));
  };
  const signature: Message = (writer) => {
    entry(writer, 1, INPUT_NAME, tensorInfo(INPUT_NAME, [-1, ...shape]));
    entry(writer, 2, OUTPUT_NAME, tensorInfo(graph.last, [-1, classes.length]));
    string(writer, 3, "tensorflow/serving/predict");
  };
  const metaGraph: Message = (writer) => {
    message(writer, 1, (info) => string(info, 4, "serve"));
    message(writer, 2, (def) => {
      for (const node of graph.nodes) message(def, 1, node);
      message(def, 4, (versions) => int(versions, 1, PRODUCER));
    });
    entry(writer, 5, "serving_default", signature);
  };
  const writer = new BinaryWriter();
  int(writer, 1, 1);
  message(writer, 2, metaGraph);
  return new Map([["saved_model.pb", writer.finish()]]);
}

/** Writes one layer, with the batch normalisation after it where there is one. */
function writeLayer(graph: Graph, inferenceLayer: InferenceLayer): void {
  const { layer, config } = inferenceLayer;
  const window = (sizes: unknown) => list([1, ...sizes as number[], 1]);
  switch (layer.getClassName()) {
    case "Conv2D": {
      const { kernel, bias } = foldedWeights(inferenceLayer);
      graph.add("Conv2D", [graph.constant(kernel.shape, kernel.data)], {
        strides: window(config.strides),
        dilations: window(config.dilationRate),
        padding: bytes((config.padding as string).toUpperCase()),
      });
      graph.add("BiasAdd", [graph.constant(bias.length, bias)]);
      graph.activation(config.activation as string);
      return;
    }
    case "Dense": {
      const { kernel, bias } = foldedWeights(inferenceLayer);
      graph.add("MatMul", [graph.constant(kernel.shape, kernel.data)]);
      graph.add("BiasAdd", [graph.constant(bias.length, bias)]);
      graph.activation(config.activation as string);
      return;
    }
    case "MaxPooling2D":
      graph.add("MaxPool", [], {
        ksize: window(config.poolSize),
        strides: window(config.strides),
        padding: bytes((config.padding as string).toUpperCase()),
      });
      return;
    case "Flatten": {
      const [, features] = (layer.output as tf.SymbolicTensor).shape as number[];
      graph.add("Reshape", [graph.constant(2, Int32Array.of(-1, features))], {
        Tshape: type(DT_INT32),
      });
      return;
    }
    case "Activation":
      graph.activation(config.activation as string);
      return;
  }
  throw new TypeError(
    `${layer.getClassName()} layer "${layer.name}" cannot be written as a SavedModel where it ` +
      "stands: conv2d and dense (each with a batch normalization after it or without), " +
      "maxPooling2d, flatten, activation and dropout can",
  );
}

/** Collects nodes, each reading what the one before it gave. */
class Graph {
  readonly nodes: Message[] = [];
  last = INPUT_NAME;

  constructor(inputShape: number[]) {
    const shape: Message = (writer) => message(writer, 7, shapeMessage(inputShape));
    this.#node(INPUT_NAME, "Placeholder", [], { dtype: type(DT_FLOAT), shape });
  }

  add(op: string, constants: string[], attributes: Record<string, Message> = {}): void {
    const name = `${op.toLowerCase()}_${this.nodes.length}`;
    this.#node(name, op, [this.last, ...constants], { T: type(DT_FLOAT), ...attributes });
    this.last = name;
  }

  activation(name: string): void {
    if (name === "linear") return;
    if (name === "relu") this.add("Relu", []);
    else if (name === "softmax") this.add("Softmax", []);
    else throw new TypeError(`activation "${name}" cannot be written: relu and softmax can`);
  }

  constant(shape: number[] | number, data: Float32Array | Int32Array): string {
    const name = `const_${this.nodes.length}`;
    const dtype = data instanceof Float32Array ? DT_FLOAT : DT_INT32;
    const value: Message = (writer) =>
      message(writer, 8, (tensor) => {
        int(tensor, 1, dtype);
        message(tensor, 2, shapeMessage([shape].flat()));
        tensor.tag(4, WireType.LengthDelimited)
          .bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      });
    this.#node(name, "Const", [], { dtype: type(dtype), value });
    return name;
  }

  #node(name: string, op: string, inputs: string[], attributes: Record<string, Message>): void {
    this.nodes.push((writer) => {
      string(writer, 1, name);
      string(writer, 2, op);
      for (const input of inputs) string(writer, 3, input);
      for (const [key, value] of Object.entries(attributes)) entry(writer, 5, key, value);
    });
  }
}

function message(writer: BinaryWriter, field: number, fill: Message): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  fill(writer);
  writer.join();
}

/** One entry of a map field. */
function entry(writer: BinaryWriter, field: number, key: string, value: Message): void {
  message(writer, field, (pair) => {
    string(pair, 1, key);
    message(pair, 2, value);
  });
}

function string(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function int(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function shapeMessage(shape: number[]): Message {
  return (writer) => {
    for (const size of shape) message(writer, 2, (dim) => int(dim, 1, size));
  };
}

// Attribute values.
const type = (value: number): Message => (writer) => int(writer, 6, value);
const bytes = (value: string): Message => (writer) => string(writer, 2, value);
const list = (values: number[]): Message => (writer) =>
  message(writer, 1, (items) => {
    for (const value of values) int(items, 3, value);
  });
