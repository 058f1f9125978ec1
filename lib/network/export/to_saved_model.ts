/**
 * Writes a trained network as a TensorFlow SavedModel, which `tf.saved_model.load`, TensorFlow Serving and
 * tfjs-node's `loadSavedModel` read.
 *
 * The graph is frozen: weights are constants in it. The fields and their numbers are those of TensorFlow's
 * protocol buffers `saved_model.proto`, `meta_graph.proto`, `graph.proto` and what they include.
 */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type * as tf from "@tensorflow/tfjs";
import { foldedWeights } from "./folded_weights.ts";
import {
  activationOperator,
  cannotWrite,
  inferenceGraph,
  type InferenceNode,
  INPUT_NAME,
} from "./inference_graph.ts";

const DT_FLOAT = 1;
const DT_INT32 = 3;

/** The graph version of TensorFlow 2.x. */
const PRODUCER = 1882;

type Message = (writer: BinaryWriter) => void;

/**
 * The files of a SavedModel that does what `model` does at inference: tag `serve`, signature
 * `serving_default`, from `image` (float32 `[batch, height, width, channels]`; height and width may be left
 * open) to the outputs, in the shapes that they have in tfjs.
 *
 * @param options.outputs A name for each output, in the order of `model.outputs`.
 * @returns Bytes by path within the SavedModel's folder.
 * @throws {TypeError} naming the layer that cannot be written.
 * @throws {RangeError} when there are not as many names as outputs.
 */
export function toSavedModel(
  model: tf.LayersModel,
  options: { readonly outputs: readonly string[] },
): Map<string, Uint8Array> {
  const { input, nodes, outputs } = inferenceGraph(model, options.outputs);
  const graph = new Graph(input.shape);
  const names = new Map([[input, INPUT_NAME]]);
  for (const node of nodes) {
    names.set(node.output, writeNode(graph, node, node.inputs.map((tensor) => names.get(tensor)!)));
  }
  const tensorInfo = (tensor: tf.SymbolicTensor): Message => (writer) => {
    string(writer, 1, `${names.get(tensor)}:0`);
    int(writer, 2, DT_FLOAT);
    message(writer, 3, shapeMessage(tensor.shape));
  };
  const signature: Message = (writer) => {
    entry(writer, 1, INPUT_NAME, tensorInfo(input));
    for (const [name, tensor] of outputs) entry(writer, 2, name, tensorInfo(tensor));
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

/** Writes one node of the network, which reads the values of these names; gives the name of its own. */
function writeNode(graph: Graph, node: InferenceNode, values: string[]): string {
  const value = writeLayer(graph, node, values);
  const operator = activationOperator((node.config.activation ?? "linear") as string);
  return operator === null ? value : graph.add(operator, [value]);
}

/** All of a layer but its activation. */
function writeLayer(graph: Graph, node: InferenceNode, values: string[]): string {
  const { layer, config, output } = node;
  const window = (sizes: unknown) => list([1, ...sizes as number[], 1]);
  switch (layer.getClassName()) {
    case "Conv2D": {
      const { kernel, bias } = foldedWeights(node);
      const product = graph.add("Conv2D", [...values, graph.constant(kernel.shape, kernel.data)], {
        strides: window(config.strides),
        dilations: window(config.dilationRate),
        padding: bytes((config.padding as string).toUpperCase()),
      });
      return graph.add("BiasAdd", [product, graph.constant(bias.length, bias)]);
    }
    case "Dense": {
      const { kernel, bias } = foldedWeights(node);
      const product = graph.add("MatMul", [...values, graph.constant(kernel.shape, kernel.data)]);
      return graph.add("BiasAdd", [product, graph.constant(bias.length, bias)]);
    }
    case "MaxPooling2D":
      return graph.add("MaxPool", values, {
        ksize: window(config.poolSize),
        strides: window(config.strides),
        padding: bytes((config.padding as string).toUpperCase()),
      });
    case "UpSampling2D": {
      if (config.interpolation !== "nearest") break;
      const scale = graph.constant(2, Int32Array.from(config.size as number[]));
      const size = graph.add("Mul", [graph.heightAndWidth(values[0]), scale], {
        T: type(DT_INT32),
      });
      return graph.add("ResizeNearestNeighbor", [...values, size]);
    }
    case "Add":
      return values.reduce((sum, value) => graph.add("AddV2", [sum, value]));
    case "Flatten": {
      const features = output.shape[1] as number;
      const shape = graph.constant(2, Int32Array.of(-1, features));
      return graph.add("Reshape", [...values, shape], { Tshape: type(DT_INT32) });
    }
    case "Activation":
      return values[0];
  }
  throw cannotWrite(node);
}

/** Collects nodes, giving each a name. */
class Graph {
  readonly nodes: Message[] = [];

  constructor(inputShape: tf.Shape) {
    const shape: Message = (writer) => message(writer, 7, shapeMessage(inputShape));
    this.#node(INPUT_NAME, "Placeholder", [], { dtype: type(DT_FLOAT), shape });
  }

  add(op: string, inputs: string[], attributes: Record<string, Message> = {}): string {
    const name = `${op.toLowerCase()}_${this.nodes.length}`;
    this.#node(name, op, inputs, { T: type(DT_FLOAT), ...attributes });
    return name;
  }

  /** The size of pictures, which is known when the graph runs. */
  heightAndWidth(pictures: string): string {
    const one = (value: number) => this.constant(1, Int32Array.of(value));
    const shape = this.add("Shape", [pictures]);
    const [begin, end, step] = [one(1), one(3), one(1)];
    return this.add("StridedSlice", [shape, begin, end, step], {
      T: type(DT_INT32),
      Index: type(DT_INT32),
    });
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

/** An axis of null is of any size. */
function shapeMessage(shape: tf.Shape): Message {
  return (writer) => {
    for (const size of shape) message(writer, 2, (dim) => int(dim, 1, size ?? -1));
  };
}

// Attribute values.
const type = (value: number): Message => (writer) => int(writer, 6, value);
const bytes = (value: string): Message => (writer) => string(writer, 2, value);
const list = (values: number[]): Message => (writer) =>
  message(writer, 1, (items) => {
    for (const value of values) int(items, 3, value);
  });
