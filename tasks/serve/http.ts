/**
 * Speaks HTTP for `serve`, which it asks over standard input and output to have pictures read: the program that
 * strangers talk to decodes no picture, and may load no library, write nothing and run nothing.
 *
 * Its argument is {@linkcode HttpSettings} as JSON.
 */
import { UserError } from "../../lib/base/errors.ts";
import { createApp } from "../../lib/server/app.ts";
import { openCalls } from "../../lib/server/calls.ts";
import { listen } from "../../lib/server/listen.ts";
import { formatDefect, formatLog } from "../../lib/server/log.ts";
import { callReader } from "../../lib/server/reader_calls.ts";
import { readToken } from "../../lib/server/read_token.ts";
import { untilTold } from "../until_told.ts";

/** What the program is told. */
export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly names: readonly string[];
  readonly proxy?: string;
  readonly tokenFile?: string;
  /** How many pictures are read at a time. */
  readonly readers: number;
}

const logError = (error: unknown) => console.error(formatDefect(error));

if (import.meta.main) {
  const { call, ended } = openCalls({
    readable: Deno.stdin.readable,
    writable: Deno.stdout.writable,
  });
  try {
    const { host, port, names, proxy, tokenFile, readers }: HttpSettings = JSON.parse(Deno.args[0]);
    const token = await readToken({ file: tokenFile, variable: Deno.env.get("DIGITS_TOKEN") });
    const reader = callReader(call);
    const app = createApp({
      reader,
      card: await reader.card(),
      // Each reader finds its next picture waiting beside it, and does not idle while answers travel.
      limits: { running: 2 * readers },
      names,
      proxy,
      token,
      onLog: (entry) => console.error(formatLog(entry)),
      onDefect: logError,
    });
    // Both before it listens: from then on it may be told to end, or to reload by whoever finds it by its port.
    const told = untilTold();
    if (Deno.build.os !== "windows") {
      Deno.addSignalListener("SIGHUP", () => void call("reload").catch(() => {}));
    }
    const server = await listen(app, { host, port, proxy, onTrouble: logError });
    await call("listening", { host: server.host, port: server.port });
    await Promise.race([told, ended]);
    await server.close();
    Deno.exit(0);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof Deno.errors.NotCapable)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exit(1);
  }
}
