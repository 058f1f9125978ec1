import type { Cluster } from "../tools/cluster/start_cluster.ts";
import type { ClusterRequest } from "./cluster_requests.ts";
import { answered, closedLoad, type Load, total } from "./load.ts";

/** What became of the requests, and how often a node was killed. */
export interface NodeLoss {
  readonly load: Load;
  readonly kills: number;
  /** Requests that were not answered with the numbers that were due. */
  readonly lost: number;
}

/** The load, and when nodes die. */
export interface KillOptions {
  /** Asked in turn. */
  readonly mix: readonly ClusterRequest[];
  readonly requests: number;
  readonly clients: number;
  /** So many times, spread over the requests, a node is killed, each in turn, once the last one is back. */
  readonly kills: number;
}

/**
 * Kills nodes of a cluster with SIGKILL while clients ask it, none of which tries again.
 *
 * The load ends with the last of its requests and not before the last kill is over by 20 requests a client.
 */
export async function killNodes(
  cluster: Cluster,
  { mix, requests, clients, kills }: KillOptions,
): Promise<NodeLoss> {
  let asked = 0;
  let killed = 0;
  let last = 0;
  const isOver = () => asked >= requests && killed === kills && asked >= last + 20 * clients;
  const killing = (async () => {
    for (; killed < kills; killed++) {
      const isDue = async () =>
        asked >= (killed + 1) * requests / (kills + 1) &&
        await cluster.nodesUp() === cluster.nodes.length;
      while (!await isDue()) await new Promise((resume) => setTimeout(resume, 20));
      cluster.nodes[killed % cluster.nodes.length].running!.kill();
      last = asked;
    }
  })();
  const ask = () => mix[asked++ % mix.length].ask(cluster.url);
  const load = await closedLoad(ask, { clients, until: isOver });
  await killing;
  return { load, kills: killed, lost: total(load) - answered(load) };
}
