/**
 * ZeroMQ's wire protocol over TCP, version 3.0 without encryption (rfc.zeromq.org/spec/23), as far as a
 * client of a Jupyter kernel needs it.
 *
 * @module
 */

/** A message: its parts, in order. */
export type Frames = Uint8Array[];

/** An open connection. */
export interface ZmtpSocket {
  /** Sends one message; calls that overlap are sent in their order. */
  send(parts: readonly string[]): Promise<void>;
  /** What arrives, until either side closes the connection. */
  messages(): AsyncGenerator<Frames, void>;
  close(): void;
}

/** What {@linkcode connectZmtp} takes. */
export interface ZmtpOptions {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** A dealer asks and is answered; a subscriber hears everything that is published. */
  readonly type: "DEALER" | "SUB";
}

/** Bits of a frame's first byte. */
const FLAG = { more: 1, long: 2, command: 4 };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Connects to a ZeroMQ socket that listens.
 *
 * @throws {Deno.errors.ConnectionRefused} when nothing listens there.
 * @throws {Error} when what listens does not speak ZMTP 3.
 */
export async function connectZmtp({ port, type }: ZmtpOptions): Promise<ZmtpSocket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const writer = connection.writable.getWriter();
  const read = async (length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length;) {
      const count = await connection.read(bytes.subarray(filled));
      if (count === null) throw new Deno.errors.UnexpectedEof(`port ${port} closed the connection`);
      filled += count;
    }
    return bytes;
  };
  const readFrame = async () => {
    const [flags] = await read(1);
    const length = flags & FLAG.long
      ? Number(new DataView((await read(8)).buffer).getBigUint64(0))
      : (await read(1))[0];
    return { flags, body: await read(length) };
  };

  try {
    await writer.write(greeting());
    const [signature, , , , , , , , , end, version] = await read(64);
    if (signature !== 0xff || end !== 0x7f || version < 3) {
      throw new Error(`port ${port} does not speak ZMTP 3`);
    }
    await writer.write(frame(ready(type), FLAG.command));
    const { flags, body } = await readFrame();
    if (!(flags & FLAG.command) || decoder.decode(body.subarray(1, 6)) !== "READY") {
      throw new Error(`port ${port} refuses: ${decoder.decode(body)}`);
    }
    // A subscription to everything: 1, and the beginning that messages must have, here none.
    if (type === "SUB") await writer.write(frame(Uint8Array.of(1), 0));
  } catch (error) {
    connection.close();
    throw error;
  }

  return {
    async send(parts) {
      const last = parts.length - 1;
      const frames = parts.map((part, i) => frame(encoder.encode(part), i < last ? FLAG.more : 0));
      await writer.write(concat(frames));
    },
    async *messages() {
      let frames: Frames = [];
      while (true) {
        let next: Awaited<ReturnType<typeof readFrame>>;
        try {
          next = await readFrame();
        } catch {
          return; // closed, here or there
        }
        if (next.flags & FLAG.command) continue;
        frames.push(next.body);
        if (next.flags & FLAG.more) continue;
        yield frames;
        frames = [];
      }
    },
    close: () => connection.close(),
  };
}

/** Signature, version 3.0, security mechanism NULL, not its server; the rest is filled with zeros. */
function greeting(): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
}

function ready(type: string): Uint8Array {
  const property = (name: string, value: string) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, value.length);
    return [Uint8Array.of(name.length), encoder.encode(name), length, encoder.encode(value)];
  };
  return concat([Uint8Array.of(5), encoder.encode("READY"), ...property("Socket-Type", type)]);
}

function frame(body: Uint8Array, flags: number): Uint8Array {
  if (body.length < 256) return concat([Uint8Array.of(flags, body.length), body]);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(body.length));
  return concat([Uint8Array.of(flags | FLAG.long), length, body]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.length;
  }
  return bytes;
}
