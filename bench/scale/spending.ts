import process from "node:process";
import { cpuSeconds } from "../../tools/processes.ts";
import type { Cluster } from "../../tools/cluster/start_cluster.ts";
import { answered, type Load } from "../load.ts";

/** A load on a cluster, and the milliseconds of a core that each answer took of every part. */
export interface Spent {
  readonly load: Load;
  readonly each: readonly [asking: number, balancer: number, nodes: number];
}

/**
 * Counts the processor time that a load takes of who asks, of the cluster's balancer and of its nodes.
 *
 * @param pid The program that asks. It counts with its children; this process without them, for the cluster is among them.
 */
export async function spending(
  { balancer, nodes }: Cluster,
  pid: number,
  work: () => Promise<Load>,
): Promise<Spent> {
  const count = () => ({
    asking: pid === Deno.pid ? ownSeconds() : cpuSeconds(pid),
    balancer: cpuSeconds(balancer.pid),
    nodes: nodes.reduce((sum, { running }) => sum + (running ? cpuSeconds(running.pid) : 0), 0),
  });
  const before = count();
  const load = await work();
  const after = count();
  const each = (part: keyof typeof after) => 1000 * (after[part] - before[part]) / answered(load);
  return { load, each: [each("asking"), each("balancer"), each("nodes")] };
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
