import process from "node:process";
import { procFile, sumOverFamily } from "../tools/children_of.ts";
import type { Cluster } from "../tools/cluster/start_cluster.ts";
import { answered, type Load } from "./load.ts";

/** A load on a cluster, and the milliseconds of a core that each answer took of every part. */
export interface Spent {
  readonly load: Load;
  readonly each: readonly [asking: number, balancer: number, nodes: number];
}

/**
 * Counts the processor time that who asks a cluster, its balancer and its nodes spend on the answers of a load.
 *
 * @param pid Who asks; where it is this process, its programs are left out, because the cluster is among them.
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

/** Clock ticks in a second, as Linux counts processor time for programs. */
const TICKS = 100;

/** Seconds of processor time that a program, and those that it started and that still run, have taken. Linux only. */
function cpuSeconds(pid: number): number {
  return sumOverFamily(pid, (one) => {
    const stat = procFile(one, "stat");
    // The program's name, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
  });
}
