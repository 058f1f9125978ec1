/** A reader in another program. */
import type { ModelCard } from "../model/card.ts";
import type { Call, Handlers } from "./calls.ts";
import type { PictureReader } from "./picture_reader.ts";

/** What a program with a reader does when it is called. */
export function readerCalls(reader: PictureReader): Handlers {
  return {
    async read({ head: { single, inputs, steps }, bytes }) {
      const wishes = { single: !!single, inputs: !!inputs, steps: !!steps };
      const { json, ...head } = await reader.read(bytes, wishes);
      return { head, bytes: json };
    },
    async predict({ head: { count }, bytes }) {
      const numbers = await reader.predict(new Float32Array(bytes.buffer), count as number);
      return { bytes: toBytes(numbers) };
    },
    card: async () => ({ head: { card: await reader.card() } }),
    models: async () => ({ bytes: await reader.models() }),
    digits: async () => ({ bytes: await reader.digits() }),
  };
}

/** The reader at the other end of calls. */
export function callReader(call: Call): PictureReader {
  return {
    async read(picture, wishes) {
      const { head, bytes } = await call("read", { ...wishes }, picture);
      return { status: head.status as number, code: head.code as string | undefined, json: bytes };
    },
    async predict(images, count) {
      const { bytes } = await call("predict", { count }, toBytes(images));
      return new Float32Array(bytes.buffer);
    },
    card: async () => (await call("card")).head.card as ModelCard,
    models: async () => (await call("models")).bytes,
    digits: async () => (await call("digits")).bytes,
  };
}

function toBytes({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
