/**
 * A model on a server that speaks the Open Inference Protocol (KServe V2): Triton, KServe, MLServer and
 * others.
 *
 * @module
 */
import { ModelError } from "../errors.ts";
import type { ModelCard } from "../network/card.ts";
import type { Engine } from "./engine.ts";
import { predictInBatches } from "./predict_in_batches.ts";

/** Bounds of what {@linkcode openRemote} waits for. */
export interface RemoteOptions {
  /** Milliseconds that one request may take; 10,000 when left out. */
  readonly timeout?: number;
  /** Tries of a request that failed before it was answered; 3 when left out. */
  readonly tries?: number;
}

/** Pictures in one request: more gain little, and a body must fit what servers and proxies take. */
const BATCH = 64;

/** What a server that takes and gives numbers as bytes says of itself. */
const BINARY = "binary_tensor_data";

/** Answers of a proxy or a server that is on its way up or down: worth another try. */
const PASSING = [502, 503, 504];

/** A tensor, as the protocol's JSON describes it. */
interface TensorHeader {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data?: readonly number[];
  readonly parameters?: { readonly binary_data_size?: number };
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
  if (!/^https?:\/\/[^/]+\/v2\/models\/[^/]+/.test(model)) {
    throw new ModelError(
      `--engine ${url}: not the address of a model, which looks like ` +
        "http://127.0.0.1:8000/v2/models/digits",
    );
  }
  const { width, height } = card.input;
  const classes = card.classes.length;
  const metadata = parseJson(model, await request(model, {}, options));
  const input = find(metadata.inputs, model, "input", [-1, height, width, 1]);
  const output = find(metadata.outputs, model, "output", [-1, classes]);
  const binary = (await readExtensions(model, options)).includes(BINARY);

  const infer = async (images: Float32Array, count: number) => {
    const tensor = { name: input, shape: [count, height, width, 1], datatype: "FP32" };
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
    return probabilities;
  };

  return {
    predict: (images, count) => predictInBatches(infer, { images, count, card, batch: BATCH }),
    close: () => Promise.resolve(),
  };
}

/** What the server says that it has beyond the protocol's core; nothing, where it does not say. */
async function readExtensions(model: string, options: RemoteOptions): Promise<string[]> {
  const server = `${new URL(model).origin}/v2`;
  const answer = await request(server, {}, options).catch((error) => {
    if (error instanceof ModelError) return null;
    throw error;
  });
  const { extensions } = answer ? parseJson(server, answer) : {};
  return Array.isArray(extensions) ? extensions : [];
}

function jsonRequest(tensor: TensorHeader, images: Float32Array, output: string): RequestInit {
  return {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      inputs: [{ ...tensor, data: [...images] }],
      outputs: [{ name: output }],
    }),
  };
}

function binaryRequest(tensor: TensorHeader, images: Float32Array, output: string): RequestInit {
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

async function request(
  url: string,
  init: RequestInit,
  { timeout = 10_000, tries = 3 }: RemoteOptions,
): Promise<Answer> {
  for (let attempt = 1;; attempt++) {
    let trouble: string;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
      const bytes = await response.bytes();
      if (response.ok) {
        const length = response.headers.get("inference-header-content-length");
        return { bytes, headerLength: length === null ? bytes.length : Number(length) };
      }
      trouble = `status ${response.status}: ${new TextDecoder().decode(bytes).slice(0, 200)}`;
      if (!PASSING.includes(response.status)) attempt = tries;
    } catch (error) {
      trouble = (error as Error).message;
      if ((error as Error).name === "TimeoutError") {
        trouble = `no answer within ${timeout} ms`;
        // Whoever is too slow is not helped by being asked again.
        attempt = tries;
      }
    }
    if (attempt >= tries) {
      throw new ModelError(
        `${url}: ${trouble}; start the server there, or leave --engine out to run in this process`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 100 * 2 ** attempt));
  }
}

// deno-lint-ignore no-explicit-any -- it comes from elsewhere: every field is checked where it is used.
function parseJson(url: string, { bytes, headerLength }: Answer): any {
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(0, headerLength)));
  } catch {
    throw new ModelError(
      `${url}: its answer is no JSON; is this an Open Inference Protocol server?`,
    );
  }
}

/** The name of the one tensor with this shape; a server may leave the batch out of it or call it -1. */
function find(
  tensors: readonly TensorHeader[] | undefined,
  url: string,
  what: string,
  shape: readonly number[],
): string {
  const sizes = shape.slice(1).join("x");
  const tensor = tensors?.find((one) => {
    const own = one.shape?.map(Number) ?? [];
    return one.datatype === "FP32" && own.slice(1 - shape.length).join("x") === sizes;
  });
  if (tensor) return tensor.name;
  const offered = tensors
    ?.map(({ name, datatype, shape }) => `${name} ${datatype} ${shape?.join("x")}`).join(", ");
  throw new ModelError(
    `${url}: it has no ${what} of ${sizes} FP32 numbers a picture (it has ${offered || "none"}); ` +
      "name with --model the folder of the model that the server runs",
  );
}

function readTensor(url: string, answer: Answer, name: string): Float32Array {
  const { outputs } = parseJson(url, answer) as { outputs?: readonly TensorHeader[] };
  let offset = answer.headerLength;
  for (const output of outputs ?? []) {
    const size = output.parameters?.binary_data_size;
    if (output.name === name) {
      if (size === undefined) return Float32Array.from(output.data ?? []);
      if (size % 4 === 0 && offset + size <= answer.bytes.length) {
        // A copy, because the numbers may not start at a multiple of four.
        return new Float32Array(answer.bytes.slice(offset, offset + size).buffer);
      }
      throw new ModelError(`${url}: its answer is cut short`);
    }
    offset += size ?? 0;
  }
  throw new ModelError(`${url}: its answer holds no "${name}"`);
}
