/** Serves the page and the API. */
import { UserError } from "../lib/errors.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { createApp } from "../lib/server/app.ts";
import { readFlags } from "./flags.ts";
import { runTask } from "./run_task.ts";

await runTask(async (args) => {
  const { host, port, model, engine: url } = readFlags(args, {
    task: "serve",
    about: "Serves the page where people upload, draw or photograph digits, and POST /api/predict.",
    flags: {
      host: { type: "string", default: "127.0.0.1", help: "address to listen on" },
      port: { type: "integer", default: 8000, help: "port to listen on; 0 takes any that is free" },
      model: { type: "string", default: "models/digits", help: "model folder" },
      engine: { type: "string", help: "URL of the model on an Open Inference Protocol server" },
    },
  });
  const recognizer = await openRecognizer({ model, engine: url });
  const app = createApp({
    recognizer,
    onDefect: (error) => console.error(error),
  });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => stop.abort());
  }
  try {
    const server = Deno.serve({
      hostname: host,
      port,
      signal: stop.signal,
      onListen: ({ hostname, port }) => {
        const name = hostname.includes(":") ? `[${hostname}]` : hostname;
        console.log(`listening on http://${name}:${port}/  (Ctrl-C stops it)`);
      },
    }, app.fetch);
    await server.finished;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new UserError(
        `port ${port} is taken: choose another with --port, or stop what uses it`,
      );
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      throw new UserError(`${host} is no address of this machine: choose another with --host`);
    }
    throw error;
  }
  await recognizer.close();
});
