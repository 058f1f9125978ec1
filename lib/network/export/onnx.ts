/**
 * Writes a trained network as ONNX, the format that most inference engines read.
 *
 * @module
 */
import { create, toBinary } from "@bufbuild/protobuf";
import * as tf from "@tensorflow/tfjs";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import {
  foldedWeights,
  type InferenceLayer,
  inferenceLayers,
  type Weights,
} from "./folded_weights.ts";

/** Names of the graph's ends, in every format that this project writes. */
export const INPUT_NAME = "image";
export const OUTPUT_NAME = "probabilities";

/** Old enough for the engines in use, new enough for all that is needed here. */
const OPSET = 13n;
const IR_VERSION = 8n;

/**
 * The bytes of an ONNX model that does what `model` does at inference.
 *
 * Input `image`: float32 `[batch, height, width, channels]`, as tfjs has it. Output `probabilities`:
 * float32 `[batch, classes]`. Inside, pictures are channels first, batch normalisation is folded into the
 * convolution or dense layer before it, and dropout is gone.
 *
 * @param model Layers of the kinds that the networks of this project are made of.
 * @param classes Class names, kept in the metadata as a JSON list under `classes`.
 * @throws {TypeError} naming the layer that cannot be written.
 */
export function toOnnx(model: tf.Sequential, classes: readonly string[]): Uint8Array {
  const writer = new GraphWriter();
  const [, height, width, channels] = model.inputs[0].shape as number[];
  writer.add("Transpose", [], { perm: [0, 3, 1, 2] });
  for (const layer of inferenceLayers(model)) writeLayer(writer, layer);
  const graph = create(GraphProtoSchema, {
    name: "digits",
    node: writer.finish(),
    initializer: writer.initializers,
    input: [valueInfo(INPUT_NAME, [null, height, width, channels])],
    output: [valueInfo(OUTPUT_NAME, [null, classes.length])],
  });
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "digits",
      opsetImport: [create(OperatorSetIdProtoSchema, { domain: "", version: OPSET })],
      graph,
      metadataProps: [
        create(StringStringEntryProtoSchema, { key: "classes", value: JSON.stringify(classes) }),
      ],
    }),
  );
}

/** Writes one layer, with the batch normalisation after it where there is one. */
function writeLayer(writer: GraphWriter, inferenceLayer: InferenceLayer): void {
  const { layer, config } = inferenceLayer;
  const shape = (layer.input as tf.SymbolicTensor).shape as number[];
  switch (layer.getClassName()) {
    case "Conv2D": {
      const { kernel, bias } = foldedWeights(inferenceLayer);
      const [kh, kw, inputs, outputs] = kernel.shape;
      const strides = config.strides as number[];
      const dilations = config.dilationRate as number[];
      writer.add(
        "Conv",
        [
          writer.constant("kernel", [outputs, inputs, kh, kw], transposed(kernel, [3, 2, 0, 1])),
          writer.constant("bias", [outputs], bias),
        ],
        {
          kernel_shape: [kh, kw],
          strides,
          dilations,
          pads: config.padding === "same"
            ? samePads([shape[1], shape[2]], [kh, kw], strides, dilations)
            : [0, 0, 0, 0],
        },
      );
      writer.activation(config.activation as string);
      return;
    }
    case "Dense": {
      const { kernel, bias } = foldedWeights(inferenceLayer);
      const [inputs, outputs] = kernel.shape;
      writer.add("Gemm", [
        writer.constant("kernel", [inputs, outputs], writer.channelsFirst(kernel)),
        writer.constant("bias", [outputs], bias),
      ]);
      writer.activation(config.activation as string);
      return;
    }
    case "MaxPooling2D": {
      if (config.padding !== "valid") break;
      const kernel_shape = config.poolSize as number[];
      writer.add("MaxPool", [], { kernel_shape, strides: config.strides as number[] });
      return;
    }
    case "Flatten":
      writer.flatten(shape.slice(1));
      return;
    case "Activation":
      writer.activation(config.activation as string);
      return;
  }
  throw new TypeError(
    `${layer.getClassName()} layer "${layer.name}" cannot be written as ONNX where it stands: ` +
      "conv2d and dense (each with a batch normalization after it or without), maxPooling2d " +
      "without padding, flatten, activation and dropout can",
  );
}

/** Collects nodes, each reading what the one before it gave. */
class GraphWriter {
  readonly initializers: TensorProto[] = [];
  readonly #nodes: NodeProto[] = [];
  #last = INPUT_NAME;
  /** Height, width and channels of what was flattened last, until a dense layer reads it. */
  #flattened: number[] | null = null;

  add(opType: string, constants: string[], attributes: Record<string, number[] | number> = {}) {
    const name = `${opType.toLowerCase()}_${this.#nodes.length}`;
    this.#nodes.push(create(NodeProtoSchema, {
      name,
      opType,
      input: [this.#last, ...constants],
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    }));
    this.#last = name;
  }

  activation(name: string): void {
    if (name === "linear") return;
    if (name === "relu") this.add("Relu", []);
    else if (name === "softmax") this.add("Softmax", [], { axis: 1 });
    else throw new TypeError(`activation "${name}" cannot be written as ONNX: relu, softmax can`);
  }

  flatten(shape: number[]): void {
    this.add("Flatten", [], { axis: 1 });
    this.#flattened = shape.length === 3 ? shape : null;
  }

  /** A dense kernel `[inputs, outputs]`, its rows in the order in which channels-first flattens. */
  channelsFirst(kernel: Weights): Float32Array {
    if (!this.#flattened) return kernel.data;
    const [height, width, channels] = this.#flattened;
    this.#flattened = null;
    const outputs = kernel.shape[1];
    return transposed({ ...kernel, shape: [height, width, channels, outputs] }, [2, 0, 1, 3]);
  }

  constant(name: string, dims: number[], data: Float32Array): string {
    const unique = `${name}_${this.initializers.length}`;
    this.initializers.push(create(TensorProtoSchema, {
      name: unique,
      dims: dims.map(BigInt),
      dataType: TensorProto_DataType.FLOAT,
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
    }));
    return unique;
  }

  /** All nodes, the last one giving the graph's output. */
  finish(): NodeProto[] {
    if (this.#flattened) {
      throw new TypeError("nothing but a dense layer may read what is flattened");
    }
    this.#nodes.at(-1)!.output = [OUTPUT_NAME];
    return this.#nodes;
  }
}

function transposed({ data, shape }: Weights, order: number[]): Float32Array {
  const tensor = tf.tidy(() => tf.tensor(data, shape).transpose(order));
  // Outside tidy, which would look for tensors in each of the numbers: seconds for millions of weights.
  const numbers = tensor.dataSync<"float32">();
  tensor.dispose();
  return numbers;
}

/** TensorFlow's "same" padding: what is missing is added, the odd pixel at the end. */
function samePads(
  size: number[],
  kernel: number[],
  strides: number[],
  dilations: number[],
): number[] {
  const missing = size.map((n, axis) => {
    const reach = (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.max(0, (Math.ceil(n / strides[axis]) - 1) * strides[axis] + reach - n);
  });
  return [...missing.map((n) => n >> 1), ...missing.map((n) => n - (n >> 1))];
}

function attribute(name: string, value: number[] | number): AttributeProto {
  return typeof value === "number"
    ? create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.INT,
      i: BigInt(value),
    })
    : create(AttributeProtoSchema, {
      name,
      type: AttributeProto_AttributeType.INTS,
      ints: value.map(BigInt),
    });
}

/** A float32 tensor of the graph's ends; null is the batch, of any size. */
function valueInfo(name: string, shape: (number | null)[]): ValueInfoProto {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value: size === null
        ? { case: "dimParam", value: "batch" }
        : { case: "dimValue", value: BigInt(size) },
    })
  );
  const tensorType = create(TypeProto_TensorSchema, {
    elemType: TensorProto_DataType.FLOAT,
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: "tensorType", value: tensorType } }),
  });
}
