/** Requests to the networks of a cluster, with the answers that are due. */
import { ModelError } from "../lib/base/errors.ts";
import { subset, toFloats } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { binaryRequest, readOutputs } from "../lib/engine/infer_message.ts";
import { openSession } from "../lib/engine/onnx_session.ts";
import type { Session } from "../lib/engine/session.ts";
import { type OpenFinder, openFinder } from "../lib/finder/open_finder.ts";
import { readCard, readFinderCard } from "../lib/model/model_files.ts";

/** A request that can be asked again and again. */
export interface ClusterRequest {
  /** What is asked for, such as `64 digits`. */
  readonly name: string;
  /** Asks a server, once where it is not said otherwise; HTTP's status, 0 for a failed connection, -1 for wrong numbers. */
  ask(server: string): Promise<number>;
  /** Runs it in this process; 200. */
  run(): Promise<number>;
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
  const name = `${count} ${count === 1 ? "digit" : "digits"}`;
  return await toRequest({ name, model: "digits", session, images, dims });
}

/** The finder, and a picture for it. */
async function look(side: number) {
  const session = await openSession("models/finder", await readFinderCard("models/finder"));
  const images = Float32Array.from({ length: side * side }, (_, i) => Number(i % 97 < 9));
  return { session, images, dims: [1, side, side, 1] as const };
}

/** The finder asked for a first look at a picture: 256 x 256 numbers. */
export async function lookRequest(): Promise<ClusterRequest> {
  return await toRequest({ name: "1 look", model: "finder", ...await look(256) });
}

/**
 * The finder asked for the largest look that there is, 672 x 672 numbers, as `--engine` asks: more than a balancer
 * holds, so who asks tries again.
 */
export async function largeLookRequest(): Promise<ClusterRequest> {
  const { session, images, dims } = await look(672);
  const due = await session.run(images, dims);
  const finders = new Map<string, Promise<OpenFinder>>();
  const open = (server: string) => {
    const opened = finders.get(server) ?? openFinder({ engine: server });
    finders.set(server, opened);
    return opened;
  };
  return {
    name: "1 large look",
    async run() {
      await session.run(images, dims);
      return 200;
    },
    async ask(server) {
      try {
        const finder = await open(server);
        const given = await finder.run(images, dims);
        const isRight = Object.keys(due).every((one) => isSame(given[one].data, due[one].data));
        return isRight ? 200 : -1;
      } catch (error) {
        if (error instanceof ModelError) return 0;
        throw error;
      }
    },
  };
}

async function toRequest(
  { name, model, session, images, dims }: {
    readonly name: string;
    readonly model: string;
    readonly session: Session;
    readonly images: Float32Array;
    readonly dims: Parameters<Session["run"]>[1];
  },
): Promise<ClusterRequest> {
  const due = await session.run(images, dims);
  const outputs = Object.keys(due);
  const init = binaryRequest({ input: "image", images, dims, outputs });
  return {
    name,
    async run() {
      await session.run(images, dims);
      return 200;
    },
    async ask(server) {
      const url = `${server}/v2/models/${model}/infer`;
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
        const bytes = await response.bytes();
        if (response.status !== 200) return response.status;
        const headerLength = Number(response.headers.get("inference-header-content-length"));
        const given = readOutputs(url, { bytes, headerLength }, outputs);
        return outputs.every((one) => isSame(given.get(one)!.data, due[one].data)) ? 200 : -1;
      } catch {
        return 0;
      }
    },
  };
}

function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length &&
    one.every((value, i) => Math.abs(value - other[i]) <= TOLERANCE * (1 + Math.abs(value)));
}
