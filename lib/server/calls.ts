/** Remote procedure calls over a pair of streams: each is a JSON head and bytes, answered in any order. */
import { UserError } from "../base/errors.ts";
import { Refusal } from "./refusal.ts";

/** A JSON head, and the bytes that go with it. */
export interface Message {
  readonly head: Record<string, unknown>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A pair of streams to another program. */
export interface Channel {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

/** What a program does when it is called, by the call's name. */
export type Handlers = Readonly<Record<string, (message: Message) => Promise<Partial<Message>>>>;

/**
 * Calls the program at the other end.
 *
 * @throws {Refusal | UserError} the one that it threw; of another error, its message.
 * @throws {CallLost} when it ended before it answered.
 */
export type Call = (name: string, head?: Message["head"], bytes?: Uint8Array) => Promise<Message>;

/** The other program ended before it answered. */
export class CallLost extends Error {
  override name = "CallLost";
}

/** Longest message, in bytes, that a program holds, however broken the other one is. */
const LONGEST = 128 * 2 ** 20;

/** Calls over a channel. */
export interface Calls {
  readonly call: Call;
  /** Resolves when the other end has closed the channel. */
  readonly ended: Promise<void>;
}

/** Makes calls over a channel. */
export function openCalls({ readable, writable }: Channel): Calls {
  const pending = new Map<number, PromiseWithResolvers<Message>>();
  const send = createSender(writable);
  let next = 0;
  let lost = false;
  const ended = (async () => {
    try {
      for await (const { head: { id, error, ...head }, bytes } of readMessages(readable)) {
        const call = pending.get(id as number);
        pending.delete(id as number);
        if (error === undefined) call?.resolve({ head, bytes });
        else call?.reject(toError(error as Record<string, unknown>));
      }
    } catch {
      // What is no message is as good as the end.
    }
    lost = true;
    for (const call of pending.values()) call.reject(new CallLost("the other program ended"));
    pending.clear();
  })();

  return {
    ended,
    call(name, head, bytes) {
      if (lost) return Promise.reject(new CallLost("the other program has ended"));
      const id = next++;
      const answer = Promise.withResolvers<Message>();
      pending.set(id, answer);
      // Where the other is gone, its messages end, and that rejects the answer.
      send({ ...head, id, name }, bytes).catch(() => {});
      return answer.promise;
    },
  };
}

/** Answers calls until the other end closes the channel. */
export async function answerCalls(
  { readable, writable }: Channel,
  handlers: Handlers,
): Promise<void> {
  const send = createSender(writable);
  for await (const { head: { id, name, ...head }, bytes } of readMessages(readable)) {
    (async () => {
      try {
        const answer = await handlers[name as string]({ head, bytes });
        await send({ ...answer.head, id }, answer.bytes);
      } catch (error) {
        await send({ id, error: fromError(error) });
      }
    })().catch(() => {
      // Whoever asked has gone.
    });
  }
}

function fromError(error: unknown): Record<string, unknown> {
  if (error instanceof Refusal) {
    const { status, code, message, headers } = error;
    return { status, code, message, headers };
  }
  if (error instanceof UserError) return { code: "user", message: error.message };
  return { message: error instanceof Error ? error.stack ?? error.message : String(error) };
}

function toError(error: Record<string, unknown>): Error {
  if (error.code === "user") return new UserError(String(error.message));
  if (error.status === undefined) return new Error(String(error.message));
  return new Refusal(
    error.status as number,
    error.code as string,
    error.message as string,
    error.headers as Record<string, string>,
  );
}

/** Sends whole messages, one after the other. */
function createSender(
  writable: WritableStream<Uint8Array>,
): (head: Message["head"], bytes?: Uint8Array) => Promise<void> {
  const writer = writable.getWriter();
  // An error surfaces in the next write.
  writer.closed.catch(() => {});
  return async (head, bytes = new Uint8Array()) => {
    const json = new TextEncoder().encode(JSON.stringify(head));
    const start = new Uint8Array(8 + json.length);
    const view = new DataView(start.buffer);
    view.setUint32(0, json.length);
    view.setUint32(4, bytes.length);
    start.set(json, 8);
    // Both are queued before anything else can be.
    await Promise.all([writer.write(start), bytes.length > 0 ? writer.write(bytes) : null]);
  };
}

async function* readMessages(readable: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const read = createExactReader(readable);
  for (let start; (start = await read(8)) !== null;) {
    const view = new DataView(start.buffer);
    const [headLength, length] = [view.getUint32(0), view.getUint32(4)];
    if (headLength + length > LONGEST) throw new Error("a message is too long");
    const json = await read(headLength);
    const bytes = await read(length);
    if (json === null || bytes === null) return;
    yield { head: JSON.parse(new TextDecoder().decode(json)), bytes };
  }
}

/** Reads so many bytes as are asked for; null where the stream ends before. */
function createExactReader(
  readable: ReadableStream<Uint8Array>,
): (length: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = readable.getReader();
  let rest: Uint8Array = new Uint8Array();
  return async (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      if (rest.length === 0) {
        const { value, done } = await reader.read();
        if (done) return null;
        rest = value;
      }
      const part = rest.subarray(0, length - at);
      bytes.set(part, at);
      at += part.length;
      rest = rest.subarray(part.length);
    }
    return bytes;
  };
}
