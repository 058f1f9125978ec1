/** What the server answers. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { except } from "hono/combine";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ModelCard } from "../model/card.ts";
import { checkCaller } from "./check_caller.ts";
import { createGate } from "./gate.ts";
import { addHealthRoutes, createProbe } from "./health_routes.ts";
import { createHeldBytes } from "./held_bytes.ts";
import { giveFile } from "./give_file.ts";
import { addInferenceProtocol } from "./inference_protocol.ts";
import { LIMITS, type Limits } from "./limits.ts";
import type { LogEntry } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { addModelsRoute } from "./models_route.ts";
import type { PictureReader } from "./picture_reader.ts";
import { addPredictRoute } from "./predict_route.ts";
import { readPageFiles } from "./read_page_files.ts";
import { Refusal, toRefusal } from "./refusal.ts";
import {
  type App,
  clientOf,
  closeHold,
  describeGet,
  type Env,
  isGuarded,
  type Service,
} from "./service.ts";

/** What {@linkcode createApp} takes. */
export interface AppOptions {
  readonly reader: PictureReader;
  /** The model's card at the start; later ones come from the reader, which may take another model. */
  readonly card: ModelCard;
  /** What differs from {@linkcode LIMITS}. */
  readonly limits?: Partial<Limits>;
  /** What the server is called, beside its addresses and `localhost`; see {@linkcode checkCaller}. */
  readonly names?: readonly string[];
  /** Address of a proxy in front, which names the client in `X-Forwarded-For`. */
  readonly proxy?: string;
  /** What callers must send as `Authorization: Bearer TOKEN`; without it, all may ask. */
  readonly token?: string;
  /** Told of every request that was answered. */
  readonly onLog?: (entry: LogEntry) => void;
  /** Told of defects, which callers hear of only as status 500. */
  readonly onDefect?: (error: unknown) => void;
}

/**
 * Makes the server's application: the page at `/`, `POST /api/predict`, the Open Inference Protocol at
 * `/v2`, `/health`, `/metrics`, and `/openapi.json`, which describes these.
 *
 * @throws {UserError} when a file of the page is missing.
 */
export function createApp(
  { reader, card, limits: changed, names, proxy, token, onLog, onDefect = () => {} }: AppOptions,
): App {
  const limits = { ...LIMITS, ...changed };
  const gate = createGate(limits);
  const held = createHeldBytes(limits.heldBytes);
  const metrics = createMetrics({
    running: () => gate.running,
    waiting: () => gate.waiting,
    heldBytes: () => held.total,
  });
  const service: Service = { reader, card, limits, gate, held, metrics };
  const app: App = new OpenAPIHono<Env>();
  const isReady = createProbe(service, onDefect);

  app.use(async (c, next) => {
    c.set("client", clientOf(c, proxy));
    const before = performance.now();
    await next();
    closeHold(c);
    const milliseconds = performance.now() - before;
    const { path, method, routePath } = c.req;
    const { status } = c.res;
    const { client, bytes, code } = c.var;
    // The route, not the path: clients could make up any number of paths, each a label to be kept.
    metrics.answered(status === 404 ? "none" : routePath, status, milliseconds / 1000);
    if (code) metrics.refused(code);
    onLog?.({
      time: new Date().toISOString(),
      client,
      method,
      path,
      status,
      milliseconds: Math.round(10 * milliseconds) / 10,
      bytes,
      code,
    });
  });
  app.use(secureHeaders({
    // Nothing from elsewhere runs on the page, and nothing frames it.
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      // TensorFlow.js runs on WebAssembly, which browsers allow with this word; eval() stays forbidden.
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "blob:"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // There is no TLS here: whoever puts it in front says this too.
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  }));
  app.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-cache");
  });
  app.use(checkCaller(names));
  if (token !== undefined) {
    app.use(except((c) => !isGuarded(c.req.path), bearerAuth({ token })));
    app.openAPIRegistry.registerComponent("securitySchemes", "token", {
      type: "http",
      scheme: "bearer",
    });
  }
  app.use(methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) => {
      const { path, method } = c.req;
      const message = `${path} takes ${methods.join(" or ")}, not ${method}`;
      const allow = methods.join(", ");
      return failure(c, new Refusal(405, "method-not-allowed", message, { allow }));
    },
  }));
  app.notFound((c) => {
    return failure(c, new Refusal(404, "not-found", `there is nothing at ${c.req.path}`));
  });
  app.onError((error, c) => {
    const refusal = toRefusal(error);
    if (refusal) return failure(c, refusal);
    if (error instanceof HTTPException) return failure(c, unauthorized(error));
    onDefect(error);
    const message = "something went wrong here; the request was not served";
    return failure(c, new Refusal(500, "internal", message));
  });

  const files = readPageFiles();
  for (const [path, file] of files) app.get(path, (c) => giveFile(c, file));
  addModelsRoute(app, service);
  // What browsers keep for when this server is gone, relative to the page; what teaches is kept when it is first used.
  const kept = [...files.keys(), "/models.gz"].filter((path) => !path.startsWith("/teach/"));
  app.get("/files.json", (c) => c.json(kept.map((path) => `.${path}`)));
  addHealthRoutes(app, isReady);
  addPredictRoute(app, service);
  addInferenceProtocol(app, service, isReady);
  describeGet(app, "/metrics", "What is counted, for Prometheus", {
    200: {
      description: "Prometheus' text format",
      content: { "text/plain": { schema: { type: "string" } } },
    },
  });
  app.get("/metrics", async (c) => {
    return c.text(await metrics.text(), 200, { "content-type": "text/plain; version=0.0.4" });
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Digits", version: "1", description: "Reads handwritten digits from pictures." },
    ...token === undefined ? {} : { security: [{ token: [] }] },
  });
  return app;
}

/**
 * The answer that says why a request is not served: `{"error": {"code", "message"}}`, or in the Open
 * Inference Protocol, which knows sentences only, `{"error": message}`.
 */
function failure(c: Context<Env>, { status, code, message, headers }: Refusal): Response {
  c.set("code", code);
  const error = /^\/v2(\/|$)/.test(c.req.path) ? message : { code, message };
  return c.json({ error }, status as ContentfulStatusCode, headers);
}

/** What is wrong with the token, as hono's check found it. */
function unauthorized(error: HTTPException): Refusal {
  const challenge = error.getResponse().headers.get("www-authenticate") ?? "Bearer";
  const message = "this server asks for its token: send it as `Authorization: Bearer TOKEN`";
  return new Refusal(401, "unauthorized", message, { "www-authenticate": challenge });
}
