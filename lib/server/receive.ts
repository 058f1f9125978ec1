import type { Context } from "hono";
import type { Hold } from "./held_bytes.ts";
import { readBody } from "./read_body.ts";
import { clientOf, type Env, openHold, type Service } from "./service.ts";

/** The body of a request that is to be read from, and what counts the memory that it takes. */
export interface Received {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hold: Hold;
}

/**
 * Takes a request's body, if there is a place in the queue for it: nothing is taken to be refused then.
 *
 * @throws {Refusal} as {@linkcode Gate.check} and {@linkcode readBody}.
 */
export async function receive(
  c: Context<Env>,
  { limits, gate, held, metrics }: Service,
): Promise<Received> {
  gate.check(clientOf(c));
  const hold = openHold(c, held);
  const options = { maxBytes: limits.bytes, silence: limits.silence, hold };
  const bytes = await metrics.time("body", () => readBody(c.req.raw, options));
  c.set("bytes", bytes.length);
  return { bytes, hold };
}
