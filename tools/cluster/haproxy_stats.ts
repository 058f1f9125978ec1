/** One row of what HAProxy counts, by its columns' names: a frontend, a backend, or a server of one. */
export type HaproxyRow = Readonly<Record<string, string>>;

/**
 * Reads HAProxy's statistics, as its page gives them with `;csv`.
 *
 * @example
 * ```ts
 * import { parseHaproxyStats } from "./haproxy_stats.ts";
 * import assert from "node:assert/strict";
 *
 * const [row] = parseHaproxyStats("# pxname,svname,status,\nnodes,a,UP,\n");
 * assert.equal(row.status, "UP");
 * ```
 */
export function parseHaproxyStats(csv: string): HaproxyRow[] {
  const [head, ...rows] = csv.trim().split("\n");
  const names = head.replace(/^# /, "").split(",");
  return rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}
