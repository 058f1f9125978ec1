import { Refusal } from "./refusal.ts";
import { Health } from "./schemas.ts";
import { type App, describeGet, type Service } from "./service.ts";
import { within } from "./within.ts";

/** A one, 56 pixels high and wide, as a PNG: whoever serves needs no encoder for it. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAADgAAAA4AgMAAADV6NONAAAADFBMVEX///8BAQGBgYHp6el5/GtzAAAACXBIWXMA" +
  "AAPoAAAD6AG1e1JrAAAAI0lEQVQoz2NgoC/g24DCNY1B4apGjHJHueRw0RISWjKjPQAAvOQVLTM8iAcAAAAASUVORK5CYII=";

/** Longest time that the probe may take, in milliseconds. */
const PATIENCE = 5_000;

/** How long an answer to the probe holds, in milliseconds: asking often costs no more than asking once. */
const FRESH = 1_000;

/**
 * `GET /health/live` says that the process answers; `GET /health/ready`, that pictures are read, which it tries
 * with one; `GET /health` is the first under its old name.
 */
export function addHealthRoutes(app: App, isReady: () => Promise<boolean>): void {
  const content = { "application/json": { schema: Health } };
  for (const path of ["/health", "/health/live"]) {
    describeGet(app, path, "Says that the server is up", {
      200: { description: "It is", content },
    });
    app.get(path, (c) => c.json({ status: "ok" }));
  }
  describeGet(app, "/health/ready", "Reads a picture, to say whether pictures are read", {
    200: { description: "They are", content },
    503: { description: "They are not", content },
  });
  app.get(
    "/health/ready",
    async (c) => await isReady() ? c.json({ status: "ok" }) : c.json({ status: "not ready" }, 503),
  );
}

const late = () =>
  new Refusal(503, "too-slow", `the probe's picture was not read within ${PATIENCE / 1000} s`);

/** Makes the probe: whether a picture of a one is read, all the way, soon enough. */
export function createProbe(
  { reader }: Pick<Service, "reader">,
  onDefect: (error: unknown) => void,
): () => Promise<boolean> {
  let stale = -Infinity;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    if (performance.now() > stale) {
      stale = Infinity;
      answer = probe().finally(() => stale = performance.now() + FRESH);
    }
    return answer;
  };

  async function probe(): Promise<boolean> {
    const wishes = { single: false, inputs: false, steps: false };
    try {
      const read = reader.read(Uint8Array.fromBase64(PICTURE), wishes);
      return (await within(read, PATIENCE, late)).status === 200;
    } catch (error) {
      onDefect(error);
      return false;
    }
  }
}
