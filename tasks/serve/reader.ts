/**
 * Reads pictures for `serve`, which calls it over standard input and output, one at a time: what a hostile
 * picture breaks is this program alone, which may reach no network, write nothing and run nothing.
 *
 * Its arguments are the model folder, how many threads run a network and, where another server runs the model,
 * its URL.
 */
import { UserError } from "../../lib/base/errors.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { answerCalls, type Handlers } from "../../lib/server/calls.ts";
import { createReader } from "../../lib/server/create_reader.ts";
import { endAtMemory } from "../../lib/server/end_at_memory.ts";
import { formatDefect } from "../../lib/server/log.ts";
import { readerCalls } from "../../lib/server/reader_calls.ts";
import { engineToken } from "../engine_token.ts";

/** Memory at which it ends, in bytes: a picture of 64 megapixels takes a third of it. */
const MEMORY = 2 ** 30;

/**
 * Milliseconds that another server may take for one request, and for all requests of a picture. They are less than
 * this program has for a picture, or it would be ended before it could say why, and enough for a balancer to ask another
 * node (deploy/haproxy.cfg).
 */
const [TIMEOUT, PATIENCE] = [8_000, 9_000];

endAtMemory(MEMORY);

// Ctrl-C, and the end of a terminal, reach all programs in it; this one ends only when its caller does.
const signals: Deno.Signal[] = ["SIGINT", "SIGTERM"];
if (Deno.build.os !== "windows") signals.push("SIGHUP");
for (const signal of signals) Deno.addSignalListener(signal, () => {});

const [model, threads, engine] = Deno.args;
const channel = { readable: Deno.stdin.readable, writable: Deno.stdout.writable };
await answerCalls(channel, await openHandlers());
Deno.exit();

/** What it does when it is called; where the model cannot be opened, it answers with the reason. */
async function openHandlers(): Promise<Handlers> {
  try {
    const recognizer = await openRecognizer({
      model,
      engine,
      threads: Number(threads),
      timeout: TIMEOUT,
      token: engineToken(),
    });
    const onTrouble = (error: Error) => console.error(formatDefect(error));
    const patience = engine === undefined ? undefined : PATIENCE;
    return readerCalls(createReader(recognizer, { model, patience, onTrouble }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { card: () => Promise.reject(error) };
  }
}
