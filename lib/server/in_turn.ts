import type { Context } from "hono";
import type { Env, Service } from "./service.ts";

/**
 * Does what reads when the client's turn comes, and counts how long it waited and took.
 *
 * @throws {Refusal} as {@linkcode Gate.run}.
 */
export function inTurn<T>(
  c: Context<Env>,
  { gate, metrics }: Pick<Service, "gate" | "metrics">,
  work: () => Promise<T>,
): Promise<T> {
  const before = performance.now();
  const read = () => {
    metrics.took("wait", (performance.now() - before) / 1000);
    return metrics.time("read", work);
  };
  return gate.run(c.var.client, read, c.req.raw.signal);
}
