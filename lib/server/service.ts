import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ModelCard } from "../model/card.ts";
import type { Gate } from "./gate.ts";
import type { HeldBytes, Hold } from "./held_bytes.ts";
import type { Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { PictureReader } from "./picture_reader.ts";

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
  /** Who asks: node's server gives the one, Deno's the other. */
  Bindings: {
    readonly incoming?: { readonly socket: { readonly remoteAddress?: string } };
    readonly remoteAddr?: { readonly hostname?: string };
    /** Where node's server sends the answer. */
    readonly outgoing?: {
      readonly destroyed: boolean;
      once(event: "close", listener: () => void): unknown;
    };
  };
  Variables: {
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

/** Says in `/openapi.json` what a GET gives. */
export function describeGet(
  app: App,
  path: string,
  summary: string,
  responses: Route["responses"],
): void {
  app.openAPIRegistry.registerPath({ method: "get", path, summary, responses });
}

/** The address of whoever asks: requests of one address take turns as those of one client. */
export function clientOf({ env }: Context<Env>): string {
  return env?.incoming?.socket.remoteAddress ?? env?.remoteAddr?.hostname ?? "unknown";
}

/** Begins to count what a request holds: until its answer is sent, or cannot be. */
export function openHold(c: Context<Env>, held: HeldBytes): Hold {
  const hold = held.open(clientOf(c));
  c.set("hold", hold);
  return hold;
}

/** Gives back what a request holds, once its answer is sent. */
export function closeHold({ env, var: { hold } }: Context<Env>): void {
  if (!hold) return;
  const release = () => hold[Symbol.dispose]();
  const outgoing = env?.outgoing;
  // Deno's server does not tell.
  if (outgoing === undefined || outgoing.destroyed) release();
  else outgoing.once("close", release);
}
