import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ModelCard } from "../network/card.ts";
import type { Gate } from "./gate.ts";
import type { HeldBytes } from "./held_bytes.ts";
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
  };
  Variables: {
    /** Why the request was not served, as a word; for the log. */
    code: string;
    /** Length of the body; for the log. */
    bytes: number;
  };
}

/** The server's application, with what `/openapi.json` says of it. */
export type App = OpenAPIHono<Env>;

/** The address of whoever asks: requests of one address take turns as those of one client. */
export function clientOf({ env }: Context<Env>): string {
  return env?.incoming?.socket.remoteAddress ?? env?.remoteAddr?.hostname ?? "unknown";
}
