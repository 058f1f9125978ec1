/** What runs a model in Triton: a `model.py` over onnxruntime, or Triton's own backend for ONNX. */
export type TritonBackend = "python" | "onnxruntime";

/** A tensor of FP32 numbers: its sizes without the batch, -1 for any size. */
export interface TritonTensor {
  readonly name: string;
  readonly dims: readonly number[];
}

/** What Triton has to know of a model. */
export interface TritonModel {
  readonly name: string;
  readonly backend: TritonBackend;
  readonly input: TritonTensor;
  /** Both sides of a picture are multiples of this. */
  readonly multiple: number;
  readonly outputs: readonly TritonTensor[];
  /** Pictures in one run, at most; requests of more are refused. */
  readonly batch: number;
  /** Whether requests that come while others are being answered share the next run. */
  readonly shares: boolean;
  /** The input's sizes, without the batch, when it is tried before it is said to be ready. */
  readonly warmUp: readonly number[];
}

/** A model's `config.pbtxt`. */
export function tritonConfig(model: TritonModel): string {
  const { name, backend, input, multiple, outputs, batch, shares, warmUp } = model;
  const tensor = ({ name, dims }: TritonTensor) =>
    `{ name: "${name}", data_type: TYPE_FP32, dims: [${dims.join(", ")}] }`;
  return `name: "${name}"
backend: "${backend}"
max_batch_size: ${batch}
input [${tensor(input)}]
output [
  ${outputs.map(tensor).join(",\n  ")}
]
${shares ? "dynamic_batching {}\n" : ""}instance_group [{ kind: KIND_CPU, count: 1 }]
parameters { key: "multiple" value: { string_value: "${multiple}" } }
model_warmup [{
  name: "a blank picture"
  batch_size: 1
  inputs {
    key: "${input.name}"
    value { data_type: TYPE_FP32, dims: [${warmUp.join(", ")}], zero_data: true }
  }
}]
`;
}
