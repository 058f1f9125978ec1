/** Writes a trained network as ONNX, the format that most inference engines read. */
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import * as tf from "@tensorflow/tfjs";
import {
  AttributeProto_AttributeType,
  type AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "onnx-buf";
import { numbersOf } from "../numbers_of.ts";
import { foldedWeights, type Weights } from "./folded_weights.ts";
import {
  activationOperator,
  cannotWrite,
  inferenceGraph,
  type InferenceNode,
  INPUT_NAME,
} from "./inference_graph.ts";

/** Old enough for the engines in use, new enough for all that is needed here. */
const OPSET = 13n;
const IR_VERSION = 8n;

/** Pictures are channels last outside, as tfjs has them, and channels first inside. */
const TO_CHANNELS_FIRST = { perm: [0, 3, 1, 2] };
const TO_CHANNELS_LAST = { perm: [0, 2, 3, 1] };

/**
 * The bytes of an ONNX model that does what `model` does at inference.
 *
 * Input `image`: float32 `[batch, height, width, channels]`, as tfjs has it; height and width may be left
 * open. The outputs have the shapes and the order of numbers that they have in tfjs. Inside, pictures are
 * channels first, batch normalisation is folded into the convolution or dense layer before it, and dropout
 * is gone.
 *
 * @param model Layers of the kinds that the networks of this project are made of.
 * @param options.outputs A name for each output, in the order of `model.outputs`.
 * @param options.classes Names of what the first output tells apart, along its last axis; kept in the
 * metadata as a JSON list under `classes`.
 * @throws {TypeError} naming the layer that cannot be written.
 * @throws {RangeError} when there are not as many names as outputs, or not as many classes as the first
 * output has.
 */
export function toOnnx(
  model: tf.LayersModel,
  options: { readonly outputs: readonly string[]; readonly classes?: readonly string[] },
): Uint8Array {
  const { classes } = options;
  const answers = model.outputs[0].shape.at(-1);
  if (classes && answers !== classes.length) {
    throw new RangeError(`the network has ${answers} outputs for ${classes.length} classes`);
  }
  const { input, nodes, outputs } = inferenceGraph(model, options.outputs);
  const writer = new GraphWriter();
  /** Names of the values in the graph; those of rank 4 are pictures, channels first. */
  const values = new Map<tf.SymbolicTensor, string>();
  values.set(
    input,
    isPicture(input) ? writer.add("Transpose", [INPUT_NAME], TO_CHANNELS_FIRST) : INPUT_NAME,
  );
  for (const node of nodes) {
    const read = node.inputs.map((tensor) => values.get(tensor)!);
    values.set(node.output, writeNode(writer, node, read));
  }
  for (const [name, tensor] of outputs) {
    const value = values.get(tensor)!;
    if (isPicture(tensor)) writer.add("Transpose", [value], TO_CHANNELS_LAST, name);
    else writer.add("Identity", [value], {}, name);
  }
  const graph = {
    name: "digits",
    node: writer.nodes,
    initializer: writer.initializers,
    input: [valueInfo(INPUT_NAME, input.shape, ["batch", "height", "width"])],
    output: [...outputs].map(([name, { shape }]) => valueInfo(name, shape, ["batch"])),
  };
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: IR_VERSION,
      producerName: "digits",
      opsetImport: [{ domain: "", version: OPSET }],
      graph,
      metadataProps: classes ? [{ key: "classes", value: JSON.stringify(classes) }] : [],
    }),
  );
}

function isPicture({ shape }: tf.SymbolicTensor): boolean {
  return shape.length === 4;
}

/** Writes one node, which reads the values of these names; gives the name of its own. */
function writeNode(writer: GraphWriter, node: InferenceNode, values: string[]): string {
  const value = writeLayer(writer, node, values);
  const operator = activationOperator((node.config.activation ?? "linear") as string);
  if (operator === null) return value;
  return writer.add(operator, [value], operator === "Softmax" ? { axis: 1 } : {});
}

/** All of a layer but its activation. */
function writeLayer(writer: GraphWriter, node: InferenceNode, values: string[]): string {
  const { layer, config, inputs: [input] } = node;
  switch (layer.getClassName()) {
    case "Conv2D": {
      const { kernel, bias } = foldedWeights(node);
      const [kh, kw, inputs, outputs] = kernel.shape;
      return writer.add(
        "Conv",
        [
          ...values,
          writer.constant("kernel", [outputs, inputs, kh, kw], transposed(kernel, [3, 2, 0, 1])),
          writer.constant("bias", [outputs], bias),
        ],
        {
          kernel_shape: [kh, kw],
          strides: config.strides as number[],
          dilations: config.dilationRate as number[],
          ...padding(node, [kh, kw]),
        },
      );
    }
    case "Dense": {
      const { kernel, bias } = foldedWeights(node);
      return writer.add("Gemm", [
        ...values,
        writer.constant("kernel", kernel.shape, kernel.data),
        writer.constant("bias", [bias.length], bias),
      ]);
    }
    case "MaxPooling2D": {
      const kernel_shape = config.poolSize as number[];
      return writer.add("MaxPool", values, {
        kernel_shape,
        strides: config.strides as number[],
        ...padding(node, kernel_shape),
      });
    }
    case "UpSampling2D": {
      if (config.interpolation !== "nearest") break;
      const scales = Float32Array.of(1, 1, ...config.size as number[]);
      const noRegion = "";
      return writer.add("Resize", [...values, noRegion, writer.constant("scales", [4], scales)], {
        mode: "nearest",
        coordinate_transformation_mode: "asymmetric",
        nearest_mode: "floor",
      });
    }
    case "Add":
      return values.reduce((sum, value) => writer.add("Add", [sum, value]));
    case "Flatten": {
      const pictures = isPicture(input)
        ? [writer.add("Transpose", values, TO_CHANNELS_LAST)]
        : values;
      return writer.add("Flatten", pictures, { axis: 1 });
    }
    case "Activation":
      return values[0];
  }
  throw cannotWrite(node);
}

type Attribute = number | string | number[];

/** Collects nodes and constants, giving each a name. */
class GraphWriter {
  readonly nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  readonly initializers: MessageInitShape<typeof TensorProtoSchema>[] = [];

  add(
    opType: string,
    input: string[],
    attributes: Record<string, Attribute> = {},
    name = `${opType.toLowerCase()}_${this.nodes.length}`,
  ): string {
    this.nodes.push({
      name,
      opType,
      input,
      output: [name],
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    });
    return name;
  }

  constant(name: string, dims: number[], data: Float32Array): string {
    const unique = `${name}_${this.initializers.length}`;
    this.initializers.push({
      name: unique,
      dims: dims.map(BigInt),
      dataType: TensorProto_DataType.FLOAT,
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
    });
    return unique;
  }
}

function transposed({ data, shape }: Weights, order: number[]): Float32Array {
  return numbersOf(() => tf.transpose(tf.tensor(data, shape), order));
}

/**
 * TensorFlow's padding. "same": what is missing is added, the odd pixel at the end. How much that is depends
 * on the size of a picture only where steps are longer than a pixel.
 */
function padding({ config, inputs }: InferenceNode, kernel: number[]): Record<string, Attribute> {
  if (config.padding === "valid") return { pads: [0, 0, 0, 0] };
  const strides = config.strides as number[];
  const dilations = (config.dilationRate ?? [1, 1]) as number[];
  const size = inputs[0].shape.slice(1, 3);
  if (strides.some((stride, axis) => stride > 1 && size[axis] === null)) {
    return { auto_pad: "SAME_UPPER" };
  }
  const missing = strides.map((stride, axis) => {
    const n = size[axis] ?? 0;
    const reach = (kernel[axis] - 1) * dilations[axis] + 1;
    return Math.max(0, (Math.ceil(n / stride) - 1) * stride + reach - n);
  });
  return { pads: [...missing.map((n) => n >> 1), ...missing.map((n) => n - (n >> 1))] };
}

function attribute(name: string, value: Attribute): MessageInitShape<typeof AttributeProtoSchema> {
  const { INT, INTS, STRING } = AttributeProto_AttributeType;
  if (typeof value === "number") return { name, type: INT, i: BigInt(value) };
  if (typeof value === "string") return { name, type: STRING, s: new TextEncoder().encode(value) };
  return { name, type: INTS, ints: value.map(BigInt) };
}

/** A float32 tensor of the graph's ends; an axis of null is of any size, and bears its name if it has one. */
function valueInfo(
  name: string,
  shape: tf.Shape,
  axes: string[],
): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape.map((size, axis) => {
    if (size !== null) return { value: { case: "dimValue" as const, value: BigInt(size) } };
    if (axis >= axes.length) return {};
    return { value: { case: "dimParam" as const, value: axes[axis] } };
  });
  const value = { elemType: TensorProto_DataType.FLOAT, shape: { dim } };
  return { name, type: { value: { case: "tensorType", value } } };
}
