import { table } from "../tables.ts";

/** What one picture costs, as measured. */
export interface PictureCost {
  /** Milliseconds of a core: what reads in the server's own process. */
  readonly alone: number;
  /** Milliseconds of a core where nodes run the networks: the servers that are asked, balancer, and nodes. */
  readonly servers: number;
  readonly balancer: number;
  readonly nodes: number;
  /** Bytes that pass the balancer, both ways. */
  readonly bytes: number;
}

/** What the machines are taken to be. */
export interface Machines {
  readonly cores: number;
  /** Of one machine's network, one way. */
  readonly gigabits: number;
  /** Price of a core for an hour. */
  readonly cents: number;
}

/**
 * How many machines of a cluster one balancer feeds, and what ends first there.
 *
 * @example
 * ```ts
 * import { balancerReach } from "./cluster_cost.ts";
 * import assert from "node:assert/strict";
 *
 * const cost = { alone: 10, servers: 5, balancer: 1, nodes: 4, bytes: 1e6 };
 * const { machines } = balancerReach(cost, { cores: 2, gigabits: 100, cents: 4 });
 * assert.equal(machines, 10);
 * ```
 */
export function balancerReach(
  { servers, balancer, nodes, bytes }: PictureCost,
  { cores, gigabits }: Machines,
): { readonly machines: number; readonly limit: string } {
  const aMachine = 1000 * cores / (servers + balancer + nodes);
  const byCores = 1000 * cores / balancer;
  const byNetwork = gigabits * 1e9 / 8 / bytes;
  return byCores < byNetwork
    ? { machines: byCores / aMachine, limit: "the balancer's processor" }
    : { machines: byNetwork / aMachine, limit: "the balancer's network" };
}

/** What one, ten and a thousand machines of one kind would read, and what that would cost: a table. */
export function machinesTable(cost: PictureCost, machines: Machines): string {
  const { cores, cents } = machines;
  const reach = balancerReach(cost, machines).machines;
  const together = cost.servers + cost.balancer + cost.nodes;
  const row = (count: number, what: string, milliseconds: number, balancers: string) => {
    const rate = count * 1000 * cores / milliseconds;
    const dollars = count * cores * cents / 100;
    const words = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 0 });
    const million = (dollars / (3600 * rate) * 1e6).toFixed(2);
    return [`${words(count)}, ${what}`, words(rate), dollars.toFixed(2), million, balancers];
  };
  const rows = [1, 10, 1000].flatMap((count) => [
    row(count, "each reads by itself", cost.alone, "-"),
    row(count, "servers, balancers and nodes", together, String(Math.ceil(count / reach))),
  ]);
  return table(["machines", "pictures/s", "$ an hour", "$ a million", "balancers"], rows);
}
