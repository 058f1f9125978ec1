import type { Context } from "hono";
import type { Hold } from "./held_bytes.ts";
import { gone, Refusal } from "./refusal.ts";
import { type Env, openHold, type Service } from "./service.ts";
import { within } from "./within.ts";

/** The body of a request, and what counts the memory that the request takes. */
export interface Received {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hold: Hold;
}

/**
 * Takes a request's body where the queue has a place for it, and else not a byte of it.
 *
 * @throws {Refusal} as {@linkcode Gate.check}; 415 for a body that is compressed, 413 for too many bytes, 408 for
 * silence, 429 and 503 where no more can be held, 499 where the client has gone.
 */
export async function receive(
  c: Context<Env>,
  { limits, gate, held, metrics }: Service,
): Promise<Received> {
  requirePlain(c.req.header("content-encoding"));
  gate.check(c.var.client);
  const hold = openHold(c, held);
  const bytes = await metrics.time("body", () => readBody(c.req.raw, limits, hold));
  c.set("bytes", bytes.length);
  return { bytes, hold };
}

/** Refuses compressed bodies: unpacked they could grow past all bounds, and as they are they look like damaged pictures. */
function requirePlain(encoding = ""): void {
  if (["", "identity"].includes(encoding.toLowerCase())) return;
  const message = `content-encoding ${encoding}: bodies are not unpacked here; send it as it is`;
  throw new Refusal(415, "unsupported", message.slice(0, 300));
}

/** Counts bytes as they come, so that a body that lies about its length, or names none, is cut off too. */
async function readBody(
  { headers, body }: Request,
  { bytes: maxBytes, silence }: Service["limits"],
  hold: Hold,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(headers.get("content-length") ?? 0);
  if (length > maxBytes) throw tooLarge(maxBytes);
  hold.check(length);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body?.getReader();
  try {
    while (reader) {
      const { value, done } = await within(reader.read(), silence, () => stopped(silence));
      if (done) break;
      size += value.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      hold.take(value.length);
      chunks.push(value);
    }
  } catch (error) {
    // What is still to come is not waited for; that a client has gone already is no news.
    reader?.cancel().catch(() => {});
    throw error instanceof Refusal ? error : gone();
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function stopped(silence: number): Refusal {
  const message = `the body stopped: nothing came for ${silence / 1000} s; send it again`;
  return new Refusal(408, "too-slow", message, { connection: "close" });
}

function tooLarge(maxBytes: number): Refusal {
  const most = (maxBytes / 2 ** 20).toFixed(0);
  const message = `too large: at most ${most} MiB are taken; make the picture smaller`;
  return new Refusal(413, "too-large", message);
}
