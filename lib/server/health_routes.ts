import type { PictureReader } from "./picture_reader.ts";
import { Refusal } from "./refusal.ts";
import { Health, jsonOf } from "./schemas.ts";
import { type App, describeGet, type Service } from "./service.ts";
import { within } from "./within.ts";

/** A one, 56 pixels high and wide, as a PNG in base64: the program that serves has no encoder. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAADgAAAA4AgMAAADV6NONAAAADFBMVEX///8BAQGBgYHp6el5/GtzAAAACXBIWXMA" +
  "AAPoAAAD6AG1e1JrAAAAI0lEQVQoz2NgoC/g24DCNY1B4apGjHJHueRw0RISWjKjPQAAvOQVLTM8iAcAAAAASUVORK5CYII=";

/** How a probe goes; times in milliseconds. */
interface ProbeOptions {
  /** Longest time that it may take; 5,000 when left out. */
  readonly patience?: number;
  /** How long its answer holds, so that asking often costs no more than asking once; 1,000 when left out. */
  readonly fresh?: number;
}

/**
 * `GET /health/live` says that the process answers; `GET /health/ready`, that pictures are read, which it tries
 * with one; `GET /health` is the first under its old name.
 */
export function addHealthRoutes(app: App, isReady: () => Promise<boolean>): void {
  const content = jsonOf(Health);
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

/** Makes the probe: whether a picture of a one is read, all the way, soon enough. */
export function createProbe(
  { reader }: Pick<Service, "reader">,
  onDefect: (error: unknown) => void,
  { patience = 5_000, fresh = 1_000 }: ProbeOptions = {},
): () => Promise<boolean> {
  const late = () =>
    new Refusal(503, "too-slow", `the probe's picture was not read within ${patience / 1000} s`);
  let freshUntil = -Infinity;
  let answer: Promise<boolean> = Promise.resolve(false);
  /** The probe's picture, while it is being read: a reader that hangs gets no second one. */
  let reading: ReturnType<PictureReader["read"]> | null = null;
  return () => {
    if (performance.now() > freshUntil) {
      freshUntil = Infinity;
      answer = probe().finally(() => freshUntil = performance.now() + fresh);
    }
    return answer;
  };

  async function probe(): Promise<boolean> {
    const wishes = { single: false, inputs: false, steps: false };
    try {
      reading ??= reader.read(Uint8Array.fromBase64(PICTURE), wishes)
        .finally(() => reading = null);
      return (await within(reading, patience, late)).status === 200;
    } catch (error) {
      onDefect(error);
      return false;
    }
  }
}
