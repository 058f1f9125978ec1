/**
 * Requests to the networks of a cluster, with the answers that are due.
 *
 * @module
 */
import { subset, toFloats } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { binaryRequest, readOutputs } from "../lib/engine/infer_message.ts";
import { openSession } from "../lib/engine/onnx_session.ts";
import type { Output } from "../lib/engine/session.ts";
import { readCard, readFinderCard } from "../lib/model/model_files.ts";

/** A request that can be asked again and again. */
export interface ClusterRequest {
  /** What is asked for, such as `64 digits`. */
  readonly name: string;
  /** Asks once, without another try; HTTP's status, 0 for a failed connection, -1 for wrong numbers. */
  ask(server: string): Promise<number>;
}

/** Numbers of two versions of onnxruntime differ by less. */
const TOLERANCE = 1e-3;

/** Milliseconds for which an answer is waited for. */
const PATIENCE = 60_000;

/** The classifier asked for so many digits of MNIST's test set at once. */
export async function digitsRequest(count: number): Promise<ClusterRequest> {
  const session = await openSession("models/digits", await readCard("models/digits"));
  const order = Array.from({ length: count }, (_, i) => i);
  const images = toFloats(subset(await loadMnist("test"), order));
  const dims = [count, 28, 28, 1] as const;
  const due = await session.run(images, dims);
  await session.close();
  return toRequest(`${count} ${count === 1 ? "digit" : "digits"}`, "digits", images, dims, due);
}

/** The finder asked for a first look at a picture: 256 x 256 numbers. */
export async function lookRequest(): Promise<ClusterRequest> {
  const session = await openSession("models/finder", await readFinderCard("models/finder"));
  const dims = [1, 256, 256, 1] as const;
  const images = Float32Array.from({ length: 256 * 256 }, (_, i) => Number(i % 97 < 9));
  const due = await session.run(images, dims);
  await session.close();
  return toRequest("1 look", "finder", images, dims, due);
}

function toRequest(
  name: string,
  model: string,
  images: Float32Array,
  dims: readonly number[],
  due: Record<string, Output>,
): ClusterRequest {
  const outputs = Object.keys(due);
  const init = binaryRequest({ input: "image", images, dims, outputs });
  return {
    name,
    async ask(server) {
      const url = `${server}/v2/models/${model}/infer`;
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
        const bytes = await response.bytes();
        if (response.status !== 200) return response.status;
        const headerLength = Number(response.headers.get("inference-header-content-length"));
        const given = readOutputs(url, { bytes, headerLength }, outputs);
        return outputs.every((one) => isSame(given.get(one)!, due[one])) ? 200 : -1;
      } catch {
        return 0;
      }
    },
  };
}

function isSame(one: Output, other: Output): boolean {
  return one.data.length === other.data.length &&
    one.data.every((value, i) =>
      Math.abs(value - other.data[i]) <= TOLERANCE * (1 + Math.abs(value))
    );
}
