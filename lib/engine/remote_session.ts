import { ModelError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import { type Ask, type AskOptions, createAsk, NotServed } from "./ask_server.ts";
import {
  binaryRequest,
  jsonRequest,
  parseJson,
  readHeaders,
  readOutputs,
  type TensorHeader,
} from "./infer_message.ts";
import type { Session } from "./session.ts";

/** The tensors that a model must have: sizes without the batch, -1 for any size. */
export interface Tensors {
  readonly input: readonly number[];
  /** By the names that the session gives them; the server may call them otherwise. */
  readonly outputs: Readonly<Record<string, readonly number[]>>;
}

/** The extension that a server names when it takes and gives numbers as bytes. */
const BINARY = "binary_tensor_data";

/**
 * Opens a model on a server that speaks the Open Inference Protocol (KServe V2): Triton, KServe, MLServer and
 * others.
 *
 * Numbers travel as bytes where the server has the protocol's binary tensor extension, else as JSON.
 *
 * @param url The model's address, such as `http://127.0.0.1:8000/v2/models/digits`.
 * @throws {ModelError} when there is no such server, or its model has not these tensors.
 */
export async function openRemoteSession(
  url: string,
  tensors: Tensors,
  options: AskOptions = {},
): Promise<Session> {
  const ask = createAsk(options);
  const metadata = parseJson(url, await ask(url));
  const input = find(readHeaders(metadata.inputs), url, "input", tensors.input);
  const given = readHeaders(metadata.outputs);
  const names = new Map(
    Object.entries(tensors.outputs).map(([name, shape]) => [
      name,
      find(given, url, "output", shape),
    ]),
  );
  const write = (await readExtensions(url, ask)).includes(BINARY) ? binaryRequest : jsonRequest;
  return {
    async run(images, dims) {
      const outputs = [...names.values()];
      const answer = await ask(`${url}/infer`, write({ input, images, dims, outputs }));
      const read = readOutputs(url, answer, outputs);
      return Object.fromEntries([...names].map(([name, theirs]) => [name, read.get(theirs)!]));
    },
    close: () => Promise.resolve(),
  };
}

/** The protocol's extensions that the server names; none where it has no such route. */
async function readExtensions(model: string, ask: Ask): Promise<string[]> {
  const server = model.replace(/\/models\/.*/, "");
  const answer = await ask(server).catch(onError(NotServed, () => null));
  const { extensions } = answer ? parseJson(server, answer) : {};
  return Array.isArray(extensions) ? extensions : [];
}

/** The name of the tensor with `shape` numbers a picture; servers may leave the batch out of a shape. */
function find(
  tensors: readonly TensorHeader[],
  url: string,
  what: string,
  shape: readonly number[],
): string {
  const fits = (one: TensorHeader) => {
    const sizes = one.shape.slice(-shape.length);
    return one.datatype === "FP32" && one.shape.length <= shape.length + 1 &&
      sizes.length === shape.length &&
      sizes.every((size, i) => shape[i] === -1 || size === shape[i]);
  };
  const tensor = tensors.find(fits);
  if (tensor) return tensor.name;
  const offered = tensors
    .map(({ name, datatype, shape }) => `${name} ${datatype} ${shape.join("x")}`)
    .join(", ") || "none";
  throw new ModelError(
    `${url}: it has no ${what} of ${shape.join("x")} FP32 numbers a picture (it has ${offered}); ` +
      "name with --model the folder of the model that the server runs",
  );
}
