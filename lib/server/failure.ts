import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Refusal } from "./refusal.ts";
import type { Env } from "./service.ts";

/**
 * The answer that says why a request is not served: `{"error": {"code", "message"}}`, or in the Open
 * Inference Protocol, which knows sentences only, `{"error": message}`.
 *
 * @param more Added to the answer.
 */
export function failure(c: Context<Env>, refusal: Refusal, more: object = {}): Response {
  const { status, code, message, headers } = refusal;
  c.set("code", code);
  const error = /^\/v2(\/|$)/.test(c.req.path) ? message : { code, message };
  return c.json({ error, ...more }, status as ContentfulStatusCode, headers);
}
