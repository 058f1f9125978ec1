/**
 * What is sent to and comes from a model of the Open Inference Protocol (KServe V2).
 *
 * Numbers travel in its JSON, or as bytes behind it, where the server has the binary tensor extension.
 */
import { ModelError } from "../base/errors.ts";
import { type Answer, LENGTH_HEADER } from "./ask_server.ts";
import type { Output } from "./session.ts";

/** What a server's JSON says of a tensor. */
export interface TensorHeader {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  /** The numbers, in an answer that has them in its JSON. */
  readonly data: readonly unknown[];
  /** How many bytes the numbers take behind the JSON; null where they are in it. */
  readonly bytes: number | null;
}

/** A question: pictures, and which outputs are wanted. */
export interface Question {
  /** The input's name. */
  readonly input: string;
  readonly images: Float32Array;
  readonly dims: readonly number[];
  /** The outputs' names. */
  readonly outputs: readonly string[];
}

/** Without this, Triton compresses its answers, which takes several times as long as the finder's network. */
const PLAIN = { "accept-encoding": "identity" };

/** A question with its numbers in JSON. */
export function jsonRequest({ input, images, dims, outputs }: Question): RequestInit {
  return {
    method: "POST",
    headers: { ...PLAIN, "content-type": "application/json" },
    body: JSON.stringify({
      inputs: [{ name: input, shape: dims, datatype: "FP32", data: [...images] }],
      outputs: outputs.map((name) => ({ name })),
    }),
  };
}

/** A question with its numbers as bytes, which asks for such an answer. */
export function binaryRequest({ input, images, dims, outputs }: Question): RequestInit {
  const parameters = { binary_data_size: images.byteLength };
  const header = new TextEncoder().encode(JSON.stringify({
    inputs: [{ name: input, shape: dims, datatype: "FP32", parameters }],
    outputs: outputs.map((name) => ({ name, parameters: { binary_data: true } })),
  }));
  const body = new Uint8Array(header.length + images.byteLength);
  body.set(header);
  body.set(new Uint8Array(images.buffer, images.byteOffset, images.byteLength), header.length);
  return {
    method: "POST",
    headers: {
      ...PLAIN,
      "content-type": "application/octet-stream",
      [LENGTH_HEADER]: String(header.length),
    },
    body,
  };
}

/**
 * The JSON of an answer.
 *
 * @throws {ModelError} where it is no JSON object.
 */
export function parseJson(url: string, { bytes, headerLength }: Answer): Record<string, unknown> {
  let value: unknown = null;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headerLength)));
  } catch {
    // The error below says so.
  }
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new ModelError(
    `${url}: its answer is no JSON object; is this an Open Inference Protocol server?`,
  );
}

/** The tensors in a list from a server: what is not as the protocol has it counts as absent. */
export function readHeaders(list: unknown): TensorHeader[] {
  const array = (value: unknown): unknown[] => Array.isArray(value) ? value : [];
  return array(list).map((item) => {
    const tensor = Object(item);
    const bytes = Object(tensor.parameters).binary_data_size;
    return {
      name: String(tensor.name),
      shape: array(tensor.shape).map(Number),
      datatype: String(tensor.datatype),
      data: array(tensor.data),
      bytes: typeof bytes === "number" ? bytes : null,
    };
  });
}

/**
 * The outputs of an answer, by their names.
 *
 * @throws {ModelError} where one of `names` is missing, cut short or of another type.
 */
export function readOutputs(
  url: string,
  answer: Answer,
  names: readonly string[],
): Map<string, Output> {
  const outputs = new Map<string, Output>();
  let offset = answer.headerLength;
  for (
    const { name, shape, datatype, data, bytes } of readHeaders(parseJson(url, answer).outputs)
  ) {
    if (names.includes(name)) {
      if (datatype !== "FP32") {
        throw new ModelError(`${url}: "${name}" came as ${datatype.slice(0, 20)}, FP32 was due`);
      }
      outputs.set(name, { data: numbersOf(url, answer, { data, bytes, offset }), dims: shape });
    }
    offset += bytes ?? 0;
  }
  for (const name of names) {
    if (!outputs.has(name)) throw new ModelError(`${url}: its answer holds no "${name}"`);
  }
  return outputs;
}

function numbersOf(
  url: string,
  answer: Answer,
  { data, bytes, offset }: Pick<TensorHeader, "data" | "bytes"> & { readonly offset: number },
): Float32Array {
  if (bytes === null) {
    // The protocol allows rows within rows; null is how some servers write NaN.
    const numbers = data.flat(Infinity);
    return Float32Array.from(numbers, (value) => typeof value === "number" ? value : NaN);
  }
  if (bytes >= 0 && bytes % 4 === 0 && offset + bytes <= answer.bytes.length) {
    // A copy, because the numbers may not start at a multiple of four.
    return new Float32Array(answer.bytes.slice(offset, offset + bytes).buffer);
  }
  throw new ModelError(`${url}: its answer is cut short`);
}
