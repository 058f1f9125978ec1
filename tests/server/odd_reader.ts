/** A reader that does what its picture says, as text: hangs, crashes, babbles, eats memory, waits, or tells its process. */
import { answerCalls } from "../../lib/server/calls.ts";
import type { PictureReader } from "../../lib/server/picture_reader.ts";
import { endAtMemory } from "../../lib/server/end_at_memory.ts";
import { readerCalls } from "../../lib/server/reader_calls.ts";
import { Refusal } from "../../lib/server/refusal.ts";
import { readCard } from "../../lib/model/model_files.ts";

if (Deno.args[0] === "bad") Deno.exit(1);

endAtMemory(250 * 2 ** 20);

/** Takes more and more memory, as a decoder may over a picture. */
async function eat(): Promise<void> {
  for (const eaten: Uint8Array[] = []; eaten.length < 1_000;) {
    eaten.push(new Uint8Array(50 * 2 ** 20).fill(1));
    await new Promise((resume) => setTimeout(resume, 1));
  }
}

const reader: PictureReader = {
  async read(bytes) {
    const text = new TextDecoder().decode(bytes);
    if (text === "hang") { while (true); }
    if (text === "eat") await eat();
    if (text === "crash") Deno.exit(1);
    if (text === "babble") console.log("what is no message, as a library may print");
    if (text === "refuse") throw new Refusal(418, "teapot", "no", { "x-y": "z" });
    if (text === "fail") throw new Error("a defect");
    if (text === "wait") await new Promise((resume) => setTimeout(resume, 300));
    return { status: 200, json: new TextEncoder().encode(JSON.stringify({ pid: Deno.pid })) };
  },
  predict: (images) => Promise.resolve(images.map((value) => value + 1)),
  card: () => readCard("models/digits"),
  models: () => Promise.resolve(Uint8Array.of(1, 2)),
  digits: () => Promise.resolve(Uint8Array.of(3)),
};
await answerCalls(
  { readable: Deno.stdin.readable, writable: Deno.stdout.writable },
  readerCalls(reader),
);
