import { isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ModelCard } from "../model/card.ts";
import { isFrom } from "./address.ts";
import type { Gate } from "./gate.ts";
import type { HeldBytes, Hold } from "./held_bytes.ts";
import type { Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { PictureReader } from "./picture_reader.ts";
import { Failure, ProtocolFailure, refusedWith } from "./schemas.ts";

/** What the routes work with. */
export interface Service {
  readonly reader: PictureReader;
  readonly card: ModelCard;
  readonly limits: Limits;
  readonly gate: Gate;
  readonly held: HeldBytes;
  readonly metrics: Metrics;
}

/** What a request carries beside itself. */
export interface Env {
  /** Node's request and response; another server than `listen` makes has none. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** The address of whoever asks: requests of one address take turns as those of one client. */
    client: string;
    /** Why the request was not served, as a word; for the log. */
    code: string;
    /** Length of the body; for the log. */
    bytes: number;
    /** What the request takes of the memory for all, until its answer is sent. */
    hold: Hold;
  };
}

/** The server's application, with what `/openapi.json` says of it. */
export type App = OpenAPIHono<Env>;

type Route = Parameters<App["openAPIRegistry"]["registerPath"]>[0];

/** The routes of probes, which need no token. */
const PROBES = /^(\/v2)?\/health(\/|$)/;

/** Whether a route needs the token, where the server has one: the page and the probes give nothing away. */
export function isGuarded(path: string): boolean {
  return /^\/(api|v2|metrics)(\/|$)/.test(path) && !PROBES.test(path);
}

/** Says in `/openapi.json` what a GET gives. */
export function describeGet(
  app: App,
  path: string,
  summary: string,
  responses: Route["responses"],
): void {
  const schema = path.startsWith("/v2") ? ProtocolFailure : Failure;
  const guard = isGuarded(path)
    ? { responses: { ...responses, 401: refusedWith(schema, "The token is missing or wrong") } }
    : { responses, security: [] };
  app.openAPIRegistry.registerPath({ method: "get", path, summary, ...guard });
}

/**
 * The address of whoever asks.
 *
 * @param proxy Address of a proxy in front: of what it sends on, the last address that it names counts, which is the
 * one that it was asked from.
 */
export function clientOf({ env, req }: Context<Env>, proxy?: string): string {
  const address = env?.incoming?.socket.remoteAddress ?? "unknown";
  if (!isFrom(address, proxy)) return address;
  const named = (req.header("x-forwarded-for") ?? "").split(",").at(-1)!.trim();
  return isIP(named) ? named : address;
}

/**
 * Does work that reads when the client's turn comes, and counts how long it waited and took.
 *
 * @throws {Refusal} as {@linkcode Gate.run}.
 */
export function inTurn<T>(
  c: Context<Env>,
  { gate, metrics }: Service,
  work: () => Promise<T>,
): Promise<T> {
  const before = performance.now();
  const read = () => {
    metrics.took("wait", (performance.now() - before) / 1000);
    return metrics.time("read", work);
  };
  return gate.run(c.var.client, read, c.req.raw.signal);
}

/** Begins to count what a request holds: until its answer is sent, or cannot be. */
export function openHold(c: Context<Env>, held: HeldBytes): Hold {
  const hold = held.open(c.var.client);
  c.set("hold", hold);
  return hold;
}

/** Gives back what a request holds, once its answer is sent. */
export function closeHold({ env, var: { hold } }: Context<Env>): void {
  if (!hold) return;
  const release = () => hold[Symbol.dispose]();
  const outgoing = env?.outgoing;
  if (outgoing === undefined || outgoing.destroyed) release();
  else outgoing.once("close", release);
}
