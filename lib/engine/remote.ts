/**
 * A model on a server that speaks the Open Inference Protocol (KServe V2): Triton, KServe, MLServer and
 * others.
 *
 * @module
 */
import { ModelError } from "../base/errors.ts";
import type { ModelCard } from "../model/card.ts";
import type { Engine } from "./engine.ts";
import { predictInBatches } from "./predict_in_batches.ts";

/** Bounds of what {@linkcode openRemote} waits for. */
export interface RemoteOptions {
  /** Milliseconds that one request may take; 10,000 when left out. */
  readonly timeout?: number;
  /** Tries of a request that failed before it was answered; 3 when left out. */
  readonly tries?: number;
}

/** Pictures in one request: more gain little, and servers and proxies bound the length of a body. */
const BATCH = 64;

/** The extension that a server names when it takes and gives numbers as bytes. */
const BINARY = "binary_tensor_data";

/** Most bytes of an answer; the probabilities of a batch take about a thousandth of them. */
const LARGEST = 16 * 2 ** 20;

/** Statuses of a proxy or a server that is starting or stopping: worth another try. */
const PASSING = [502, 503, 504];

/** What the JSON of a server says of a tensor. */
interface TensorHeader {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  /** The numbers, in an answer that has them in its JSON. */
  readonly data: readonly unknown[];
  /** How many bytes the numbers take behind the JSON; null where they are in it. */
  readonly bytes: number | null;
}

/** A tensor that is sent. */
interface InputTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: "FP32";
}

/**
 * Opens a model on a server.
 *
 * Numbers travel as bytes where the server has the protocol's binary tensor extension, else as JSON.
 *
 * @param url The model's address, such as `http://127.0.0.1:8000/v2/models/digits`.
 * @throws {ModelError} when there is no such server, or it serves something else than `card` says.
 */
export async function openRemote(
  url: string,
  card: ModelCard,
  options: RemoteOptions = {},
): Promise<Engine> {
  const model = url.replace(/\/+$/, "");
  if (!URL.canParse(model) || !/^https?:\/\/[^/]+\/v2\/models\/[^/]+/.test(model)) {
    throw new ModelError(
      `--engine ${url}: not the address of a model, which looks like ` +
        "http://127.0.0.1:8000/v2/models/digits",
    );
  }
  const { width, height } = card.input;
  const classes = card.classes.length;
  const metadata = parseJson(model, await request(model, {}, options));
  const input = find(readHeaders(metadata.inputs), model, "input", [height, width, 1]);
  const output = find(readHeaders(metadata.outputs), model, "output", [classes]);
  const binary = (await readExtensions(model, options)).includes(BINARY);

  const infer = async (images: Float32Array, count: number) => {
    const shape = [count, height, width, 1];
    const tensor: InputTensor = { name: input, shape, datatype: "FP32" };
    const init = binary
      ? binaryRequest(tensor, images, output)
      : jsonRequest(tensor, images, output);
    const answer = await request(`${model}/infer`, { method: "POST", ...init }, options);
    const probabilities = readTensor(model, answer, output);
    if (probabilities.length !== count * classes) {
      throw new ModelError(
        `${model}: ${count * classes} probabilities were due, ${probabilities.length} came; ` +
          "does the server run this very model?",
      );
    }
    if (!areProbabilities(probabilities, classes)) {
      throw new ModelError(
        `${model}: its "${output}" are no probabilities, which sum to 1 for each picture; ` +
          "serve the model with its softmax",
      );
    }
    return probabilities;
  };

  return {
    predict: (images, count) => predictInBatches(infer, { images, count, card, batch: BATCH }),
    close: () => Promise.resolve(),
  };
}

/** The protocol's extensions that the server names; none where it does not answer. */
async function readExtensions(model: string, options: RemoteOptions): Promise<string[]> {
  const server = `${new URL(model).origin}/v2`;
  const answer = await request(server, {}, options).catch((error) => {
    if (error instanceof ModelError) return null;
    throw error;
  });
  const { extensions } = answer ? parseJson(server, answer) : {};
  return Array.isArray(extensions) ? extensions : [];
}

function jsonRequest(tensor: InputTensor, images: Float32Array, output: string): RequestInit {
  return {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      inputs: [{ ...tensor, data: [...images] }],
      outputs: [{ name: output }],
    }),
  };
}

function binaryRequest(tensor: InputTensor, images: Float32Array, output: string): RequestInit {
  const header = new TextEncoder().encode(JSON.stringify({
    inputs: [{ ...tensor, parameters: { binary_data_size: images.byteLength } }],
    outputs: [{ name: output, parameters: { binary_data: true } }],
  }));
  const body = new Uint8Array(header.length + images.byteLength);
  body.set(header);
  body.set(new Uint8Array(images.buffer, images.byteOffset, images.byteLength), header.length);
  return {
    headers: {
      "content-type": "application/octet-stream",
      "inference-header-content-length": String(header.length),
    },
    body,
  };
}

/** An answer's bytes, and how many of them are JSON where the rest is numbers. */
interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headerLength: number;
}

/** The server's answer, or what is wrong, what mends it, and whether another try may help. */
type Outcome =
  | { readonly answer: Answer }
  | { readonly trouble: string; readonly remedy: string; readonly passing: boolean };

async function request(
  url: string,
  init: RequestInit,
  { timeout = 10_000, tries = 3 }: RemoteOptions,
): Promise<Answer> {
  for (let attempt = 1;; attempt++) {
    const outcome = await requestOnce(url, init, timeout);
    if ("answer" in outcome) return outcome.answer;
    const { trouble, remedy, passing } = outcome;
    if (!passing || attempt >= tries) {
      throw new ModelError(
        `${url}: ${trouble}; ${remedy}, or leave --engine out to run in this process`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 100 * 2 ** attempt));
  }
}

async function requestOnce(url: string, init: RequestInit, timeout: number): Promise<Outcome> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
    const bytes = await readAtMost(response, LARGEST);
    if (bytes === null) {
      const trouble = `more than ${LARGEST / 2 ** 20} MiB came`;
      return { trouble, remedy: "see what answers there", passing: false };
    }
    if (response.ok) {
      const length = response.headers.get("inference-header-content-length");
      return { answer: { bytes, headerLength: length === null ? bytes.length : Number(length) } };
    }
    return {
      trouble: `status ${response.status}: ${new TextDecoder().decode(bytes).slice(0, 200)}`,
      remedy: "the server's log may say more",
      passing: PASSING.includes(response.status),
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable || !(error instanceof Error)) throw error;
    if (error.name === "TimeoutError") {
      // Asking a slow server again only makes it slower.
      const trouble = `no answer within ${timeout} ms`;
      return { trouble, remedy: "see whether the server is overloaded", passing: false };
    }
    // fetch itself says only that it failed.
    const { message } = error.cause instanceof Error ? error.cause : error;
    const trouble = message.replace(/^error sending request .*: client error \(\w+\): /, "");
    return { trouble, remedy: "start the server there", passing: true };
  }
}

/** The bytes of an answer; null where there are more than `most`. */
async function readAtMost(
  { body }: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > most) return null;
    chunks.push(chunk);
  }
  return await new Blob(chunks).bytes();
}

function parseJson(url: string, { bytes, headerLength }: Answer): Record<string, unknown> {
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

/** The tensors of a list that comes from elsewhere: what is not as the protocol has it counts as absent. */
function readHeaders(list: unknown): TensorHeader[] {
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

/** The name of the tensor with `shape` numbers a picture; servers may leave the batch out of a shape. */
function find(
  tensors: readonly TensorHeader[],
  url: string,
  what: string,
  shape: readonly number[],
): string {
  const sizes = shape.join("x");
  const tensor = tensors.find((one) =>
    one.datatype === "FP32" && one.shape.length <= shape.length + 1 &&
    one.shape.slice(-shape.length).join("x") === sizes
  );
  if (tensor) return tensor.name;
  const offered = tensors.map(({ name, datatype, shape }) =>
    `${name} ${datatype} ${shape.join("x")}`
  ).join(", ");
  throw new ModelError(
    `${url}: it has no ${what} of ${sizes} FP32 numbers a picture (it has ${offered || "none"}); ` +
      "name with --model the folder of the model that the server runs",
  );
}

function readTensor(url: string, answer: Answer, name: string): Float32Array {
  let offset = answer.headerLength;
  for (const output of readHeaders(parseJson(url, answer).outputs)) {
    const { data, bytes } = output;
    if (output.name === name) {
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
    offset += bytes ?? 0;
  }
  throw new ModelError(`${url}: its answer holds no "${name}"`);
}

/** Whether rows of `classes` numbers each are probabilities, as far as half precision can tell. */
function areProbabilities(rows: Float32Array, classes: number): boolean {
  for (let start = 0; start < rows.length; start += classes) {
    const row = rows.subarray(start, start + classes);
    const sum = row.reduce((total, value) => total + value, 0);
    // Written so that NaN fails.
    if (!(Math.abs(sum - 1) < 0.01) || row.some((value) => value < 0)) return false;
  }
  return true;
}
