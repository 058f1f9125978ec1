import { setTimeout as delay } from "node:timers/promises";
import type { Cluster } from "../../tools/cluster/start_cluster.ts";
import type { ClusterRequest } from "./cluster_requests.ts";
import { closedLoad, type Load } from "../load.ts";

/**
 * Kills nodes of a cluster with SIGKILL while clients ask it, none of which tries again.
 *
 * The load goes on until the last node that was killed is back.
 */
export async function killNodes(
  cluster: Cluster,
  { mix, requests, clients, kills }: {
    /** Asked in turn. */
    readonly mix: readonly ClusterRequest[];
    readonly requests: number;
    readonly clients: number;
    /** How often a node is killed, by turns and spread over the requests; the one before must be back. */
    readonly kills: number;
  },
): Promise<Load> {
  let asked = 0;
  let killed = 0;
  const killing = (async () => {
    for (; killed < kills; killed++) {
      const due = (killed + 1) * requests / (kills + 1);
      await until(async () => asked >= due && await cluster.nodesUp() === cluster.nodes.length);
      const node = cluster.nodes[killed % cluster.nodes.length];
      const victim = node.running!;
      victim.kill();
      await until(() => node.running !== null && node.running !== victim);
    }
  })();
  const load = await closedLoad(() => mix[asked++ % mix.length].ask(cluster.url), {
    clients,
    until: () => asked >= requests && killed === kills,
  });
  await killing;
  return load;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!await isSo()) await delay(20);
}
