/** Serves the page and the API. */
import { UserError } from "../lib/errors.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { createApp } from "../lib/server/app.ts";
import { listen } from "../lib/server/listen.ts";
import { formatDefect, formatLog } from "../lib/server/log.ts";
import { readToken } from "../lib/server/read_token.ts";
import { readFlags } from "./flags.ts";
import { runTask } from "./run_task.ts";

await runTask(async (args) => {
  const flags = readFlags(args, {
    task: "serve",
    about: "Serves the page where people upload, draw or photograph digits, and POST /api/predict.",
    flags: {
      host: {
        type: "string",
        default: "127.0.0.1",
        help: "address to listen on; 0.0.0.0 lets other machines in",
      },
      port: { type: "integer", default: 8000, help: "port to listen on; 0 takes any that is free" },
      name: { type: "string", help: "a name that other machines know this one by" },
      "token-file": {
        type: "string",
        help: "file with the token that callers must show; so does DIGITS_TOKEN (default: none)",
      },
      model: { type: "string", default: "models/digits", help: "model folder" },
      engine: { type: "string", help: "URL of the model on an Open Inference Protocol server" },
    },
  });
  try {
    await serve(flags);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new UserError(
      `not allowed: ${error.message.replace(/, run again.*/, "")}; where it is meant, add it to ` +
        'what task "serve" may do in deno.json',
    );
  }
});

async function serve(
  { host, port, name, model, engine, "token-file": file }: {
    readonly host: string;
    readonly port: number;
    readonly name?: string;
    readonly model: string;
    readonly engine?: string;
    readonly "token-file"?: string;
  },
): Promise<void> {
  const token = await readToken({ file, variable: Deno.env.get("DIGITS_TOKEN") });
  const recognizer = await openRecognizer({ model, engine });
  const app = createApp({
    recognizer,
    names: name === undefined ? [] : [name],
    token,
    onLog: (entry) => console.error(formatLog(entry)),
    onDefect: (error) => console.error(formatDefect(error)),
  });
  const server = await listen(app, {
    host,
    port,
    onTrouble: (error) => console.error(formatDefect(error)),
  });
  const shown = server.host.includes(":") ? `[${server.host}]` : server.host;
  console.log(`listening on http://${shown}:${server.port}/  (Ctrl-C stops it)`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => resolve());
    }
  });
  await server.close();
  await recognizer.close();
}
