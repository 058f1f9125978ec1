import { drawStrokes } from "../image/draw_strokes.ts";
import { encodePng } from "../image/encode_png.ts";
import { Health } from "./schemas.ts";
import type { App, Service } from "./service.ts";

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
    app.openAPIRegistry.registerPath({
      method: "get",
      path,
      summary: "Says that the server is up",
      responses: { 200: { description: "It is", content } },
    });
    app.get(path, (c) => c.json({ status: "ok" }));
  }
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/health/ready",
    summary: "Reads a picture, to say whether pictures are read",
    responses: {
      200: { description: "They are", content },
      503: { description: "They are not", content },
    },
  });
  app.get(
    "/health/ready",
    async (c) => await isReady() ? c.json({ status: "ok" }) : c.json({ status: "not ready" }, 503),
  );
}

/** Makes the probe: whether a picture of a one is read, all the way, soon enough. */
export function createProbe(
  { recognizer }: Pick<Service, "recognizer">,
  onDefect: (error: unknown) => void,
): () => Promise<boolean> {
  let asked = -Infinity;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    if (performance.now() - asked > FRESH) {
      asked = performance.now();
      answer = probe();
    }
    return answer;
  };

  async function probe(): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE);
    });
    const read = async () => {
      const stroke = [{ x: 28, y: 10 }, { x: 28, y: 46 }];
      const png = await encodePng(drawStrokes([stroke], { width: 56, height: 56, pen: 5 }));
      return (await recognizer.readDetailed(png)).reading.digits.length > 0;
    };
    try {
      return await Promise.race([read(), late]);
    } catch (error) {
      onDefect(error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
