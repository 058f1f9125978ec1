import { createMiddleware } from "hono/factory";
import { Refusal } from "./refusal.ts";
import type { Env } from "./service.ts";

/** Methods that change nothing, and whose answers browsers do not show to other sites' pages. */
const SAFE = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses what a browser sends on behalf of another site.
 *
 * - A `Host` with a name that is not this server's: a page whose name was pointed here after it had been
 *   loaded (DNS rebinding) sends its own. Addresses and `localhost` cannot be pointed elsewhere.
 * - A request from another site's page, by `Origin` and `Sec-Fetch-Site`, that may change something. Programs
 *   send neither header and are let in; hono's own csrf would turn away the forms that curl sends.
 *
 * @param names What the server is called, beside its addresses and `localhost`.
 */
export function checkCaller(names: readonly string[] = []) {
  const given = names.map((name) => name.toLowerCase());
  const own = ["localhost", ...given];
  return createMiddleware<Env>(async (c, next) => {
    if (!URL.canParse(c.req.url)) {
      throw new Refusal(400, "bad-request", "the request's Host is no name and no address");
    }
    const { hostname, host } = new URL(c.req.url);
    if (!isAddress(hostname) && !own.includes(hostname)) {
      const message = `this server is not called ${hostname}: ask it by its address, or start it ` +
        `with --name ${hostname}`;
      throw new Refusal(421, "wrong-host", message);
    }
    const site = c.req.header("sec-fetch-site") ?? "none";
    const origin = c.req.header("origin");
    const isOwn = ["none", "same-origin"].includes(site) &&
      (origin === undefined || isOwnOrigin(origin, host, given));
    if (!SAFE.includes(c.req.method) && !isOwn) {
      const message =
        "pages of other sites may not ask here: open this server's own page, or ask from a program";
      throw new Refusal(403, "cross-site", message);
    }
    await next();
  });
}

/** Whether a URL's host is an address and no name. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Behind a proxy, `Host` may differ from the address of the page: then the names given decide. */
function isOwnOrigin(origin: string, host: string, given: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host || given.includes(page.hostname);
}
