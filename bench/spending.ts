import process from "node:process";
import { familyOf, procFile } from "../tools/children_of.ts";
import type { Cluster } from "../tools/cluster/start_cluster.ts";

/** Seconds of a core. */
export interface Spent {
  /** Of the program that asks, and those that it started. */
  readonly asking: number;
  readonly balancer: number;
  readonly nodes: number;
}

/**
 * Counts the processor time that each part of a cluster, and who asks it, spends while `work` goes on.
 *
 * @param pid Who asks; where it is this process, its programs are left out, because the cluster is among them.
 */
export async function spending<T>(
  { balancer, nodes }: Cluster,
  pid: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly spent: Spent }> {
  const count = () => ({
    asking: pid === Deno.pid ? ownSeconds() : cpuSeconds(pid),
    balancer: cpuSeconds(balancer.pid),
    nodes: nodes.reduce((sum, { running }) => sum + (running ? cpuSeconds(running.pid) : 0), 0),
  });
  const before = count();
  const result = await work();
  const after = count();
  const part = (name: keyof Spent) => after[name] - before[name];
  return {
    result,
    spent: { asking: part("asking"), balancer: part("balancer"), nodes: part("nodes") },
  };
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Clock ticks in a second, as Linux counts processor time for programs. */
const TICKS = 100;

/** Seconds of processor time that a program, and those that it started and that still run, have taken. Linux only. */
function cpuSeconds(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + ownCpuSeconds(one), 0);
}

function ownCpuSeconds(pid: number): number {
  const stat = procFile(pid, "stat");
  // The program's name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}
