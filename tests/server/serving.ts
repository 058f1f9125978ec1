/** A server with a recognizer that only remembers, for tests of what is around it. */
import { type AppOptions, createApp } from "../../lib/server/app.ts";
import { createReader } from "../../lib/server/create_reader.ts";
import { listen, type ListenOptions } from "../../lib/server/listen.ts";
import type { PictureReader } from "../../lib/server/picture_reader.ts";
import { readCard } from "../../lib/model/model_files.ts";
import type { DetailedReading, ReadOptions } from "../../lib/read_picture.ts";

export const detailed: DetailedReading = {
  reading: {
    text: "7",
    digits: [{
      digit: "7",
      confidence: 0.9,
      box: { x: 1, y: 2, width: 3, height: 4 },
      probabilities: { "1": 0.1, "7": 0.9 },
    }],
  },
  inputs: [{ width: 2, height: 1, data: new Float32Array([0, 1]) }],
  frames: [{ x: 0.5, y: 2, width: 4, height: 4.5 }],
  width: 20,
  height: 10,
};

/** A step that saw a picture too large for the page, and one that did not. */
const steps = [
  { name: "grey", image: { width: 1200, height: 300, data: new Float32Array(360_000).fill(0.5) } },
  { name: "digit", image: detailed.inputs[0] },
] as const;

export const card = await readCard("models/digits");

/** What stands for a picture. */
export const picture = new Uint8Array([1, 2, 3]);

/** Has a server read something, a picture unless it is said what. */
export function post(url: string, body: BodyInit = picture, query = ""): Promise<Response> {
  return fetch(`${url}/api/predict${query}`, { method: "POST", body });
}

/** A reader that nothing is asked of but what `asked` has. */
export function readerOf(asked: Partial<PictureReader>): PictureReader {
  const none = () => Promise.reject(new Error("is not asked"));
  const idle = { read: none, predict: none, models: none, digits: none };
  return { ...idle, card: () => Promise.resolve(card), ...asked };
}

/** Opens a connection to a server, and sends something on it. */
export async function connectTo(url: string, sent = ""): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(sent));
  return connection;
}

/** What differs from a server as it is started. */
interface ServingOptions extends Partial<AppOptions> {
  /** Why no picture can be read. */
  readonly trouble?: Error;
  /** How long a reading takes, in milliseconds. */
  readonly pause?: number;
  readonly listening?: Partial<ListenOptions>;
}

/** Serves with a recognizer that remembers what it was given, for as long as `use` runs. */
export async function serving(
  use: (url: string, given: { bytes: Uint8Array; options?: ReadOptions }[]) => Promise<void>,
  { trouble, pause = 0, listening, ...options }: ServingOptions = {},
): Promise<void> {
  const given: { bytes: Uint8Array; options?: ReadOptions }[] = [];
  const recognizer = {
    async readDetailed(bytes: Uint8Array, options?: ReadOptions) {
      given.push({ bytes, options });
      for (const step of steps) options?.onStep?.(step);
      if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
      if (trouble) throw trouble;
      return detailed;
    },
    card,
    engine: {
      // The first number of a picture says what its class is.
      predict(images: Float32Array, count: number) {
        const { width, height } = card.input;
        const probabilities = new Float32Array(10 * count);
        for (let i = 0; i < count; i++) probabilities[10 * i + images[i * width * height]] = 1;
        return Promise.resolve(probabilities);
      },
      close: () => Promise.resolve(),
    },
  };
  const reader = createReader(recognizer, { onTrouble: options.onDefect });
  const app = createApp({ reader, card, limits: { bytes: 10_000 }, ...options });
  const server = await listen(app, { host: "127.0.0.1", port: 0, ...listening });
  try {
    await use(`http://127.0.0.1:${server.port}`, given);
  } finally {
    await server.close(0);
  }
}
