/** Requests to the networks of a cluster, with the answers that are due. */
import { ModelError } from "../../lib/base/errors.ts";
import { take, toFloats } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { openSession } from "../../lib/engine/onnx_session.ts";
import { openRemoteSession, type Tensors } from "../../lib/engine/remote_session.ts";
import type { Session } from "../../lib/engine/session.ts";
import { type OpenFinder, openFinder } from "../../lib/finder/open_finder.ts";
import { readCard, readFinderCard } from "../../lib/model/model_files.ts";

/** A request that can be asked again and again. */
export interface ClusterRequest {
  /** What is asked for, such as `64 digits`. */
  readonly name: string;
  /** Asks a server: HTTP's 200, 0 where it gives no answer, -1 for wrong numbers. */
  ask(server: string): Promise<number>;
  /** Runs it in this process; 200. */
  run(): Promise<number>;
}

/** Numbers of two versions of onnxruntime differ by less. */
const TOLERANCE = 1e-3;

/** A request is tried once, and may take a minute. */
const ONCE = { tries: 1, timeout: 60_000, failures: Infinity };

/** The classifier asked for so many digits of MNIST's test set at once. */
export async function digitsRequest(count: number): Promise<ClusterRequest> {
  const session = await openSession("models/digits", await readCard("models/digits"));
  return await toRequest({
    name: `${count} ${count === 1 ? "digit" : "digits"}`,
    ...{ session, images: toFloats(take(await loadMnist("test"), count)) },
    dims: [count, 28, 28, 1],
    open: openOnce("digits", { input: [28, 28, 1], outputs: { probabilities: [10] } }),
  });
}

/** The finder asked for a first look at a picture, 224 x 224 numbers with its margins. */
export async function lookRequest(): Promise<ClusterRequest> {
  const outputs = { fine: [-1, -1, 6], coarse: [-1, -1, 3] };
  return await toLook("1 look", 224, openOnce("finder", { input: [-1, -1, 1], outputs }));
}

/**
 * The finder asked for the largest look that there is, 672 x 672 numbers, as `--engine` asks: more than a balancer
 * holds, so who asks tries again.
 */
export async function largeLookRequest(): Promise<ClusterRequest> {
  return await toLook("1 large look", 672, (server) => openFinder({ engine: server }));
}

/** Opens a network on a server. */
type Open = (server: string) => Promise<Pick<OpenFinder, "run">>;

const openOnce = (model: string, tensors: Tensors): Open => (server) =>
  openRemoteSession(`${server}/v2/models/${model}`, tensors, ONCE);

async function toLook(name: string, side: number, open: Open): Promise<ClusterRequest> {
  const session = await openSession("models/finder", await readFinderCard("models/finder"));
  const images = Float32Array.from({ length: side * side }, (_, i) => Number(i % 97 < 9));
  return await toRequest({ name, session, images, dims: [1, side, side, 1], open });
}

async function toRequest(
  { name, session, images, dims, open }: {
    readonly name: string;
    readonly session: Session;
    readonly images: Float32Array;
    readonly dims: Parameters<Session["run"]>[1];
    readonly open: Open;
  },
): Promise<ClusterRequest> {
  const due = await session.run(images, dims);
  const opened = new Map<string, ReturnType<Open>>();
  return {
    name,
    async run() {
      await session.run(images, dims);
      return 200;
    },
    async ask(server) {
      const there = opened.get(server) ?? open(server);
      opened.set(server, there);
      try {
        const given = await (await there).run(images, dims);
        return Object.keys(due).every((one) => isSame(given[one].data, due[one].data)) ? 200 : -1;
      } catch (error) {
        if (error instanceof ModelError) return 0;
        throw error;
      }
    },
  };
}

function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length &&
    one.every((value, i) => Math.abs(value - other[i]) <= TOLERANCE * (1 + Math.abs(value)));
}
