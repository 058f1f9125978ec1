/**
 * Serves the page and the API: starts one program that speaks HTTP (`serve/http.ts`) and some that read pictures
 * (`serve/reader.ts`), hands pictures and answers between them, and starts again what ends. It alone may run
 * programs, and looks into nothing that comes from outside.
 */
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { sendSignal } from "../lib/base/send_signal.ts";
import { bracketed, requireAddress } from "../lib/server/address.ts";
import { answerCalls, CallLost } from "../lib/server/calls.ts";
import { readerCalls } from "../lib/server/reader_calls.ts";
import { createReaderPool } from "../lib/server/reader_pool.ts";
import { howEnded, startReader } from "../lib/server/start_reader.ts";
import { ENGINE_FLAG, FlagError } from "./flags.ts";
import { runTask } from "./run_task.ts";
import type { HttpSettings } from "./serve/http.ts";
import { findPackages, programArguments } from "./serve/programs.ts";

/** Most readers, and most threads of each: more would only take memory from one another. */
const MOST = Math.max(16, 4 * navigator.hardwareConcurrency);

await runTask({
  task: "serve",
  about: "Serves the page where people upload, draw or photograph digits, and POST /api/predict.",
  flags: {
    host: {
      type: "string",
      default: "127.0.0.1",
      help: "address to listen on; 0.0.0.0 lets other machines in",
      check: (host) => host === "localhost" || requireAddress(host),
    },
    port: {
      type: "integer",
      default: 8000,
      most: 65_535,
      help: "port to listen on; 0 takes any that is free",
    },
    name: {
      type: "string",
      many: true,
      help: "a name that other machines know this one by; may be given more than once",
      check: requireName,
    },
    proxy: {
      type: "string",
      value: "ADDRESS",
      help: "of a proxy in front: clients are then who it names in X-Forwarded-For (default: none)",
      check: (address) => requireAddress(address, "--proxy takes the proxy's, such as 127.0.0.1"),
    },
    "token-file": {
      type: "path",
      value: "FILE",
      help: "with the token that callers must show; so does DIGITS_TOKEN (default: none)",
    },
    readers: {
      type: "integer",
      default: navigator.hardwareConcurrency,
      least: 1,
      most: MOST,
      help: "how many pictures are read at a time",
    },
    threads: {
      type: "integer",
      least: 1,
      most: MOST,
      help:
        "threads that read one picture (default: the machine's cores divided by the readers; two at least, where it has two)",
    },
    model: {
      type: "path",
      default: "models/digits",
      help: "model folder; SIGHUP has it read anew",
    },
    engine: ENGINE_FLAG,
  },
}, async (flags) => {
  const { port, name: names, proxy, "token-file": tokenFile, readers: size, model, engine } = flags;
  // A second thread computes while another reader decodes (reports/server.md); more would be in each other's way.
  const cores = navigator.hardwareConcurrency;
  const { threads = Math.min(cores, Math.max(2, Math.floor(cores / size))) } = flags;
  const host = flags.host === "localhost" ? "127.0.0.1" : flags.host;
  const asked = engine === undefined ? [] : [toAddress(engine)];
  const packages = await findPackages();
  const start = () =>
    startReader([
      ...programArguments("reader", { net: asked, read: [model], packages }),
      model,
      String(threads),
      ...engine === undefined ? [] : [engine],
    ]);
  const pool = await createReaderPool({
    start,
    size,
    onTrouble: log,
  }).catch(onError(CallLost, () => {
    throw new UserError("what reads pictures ended as soon as it had started; it said why, above");
  }));

  const settings: HttpSettings = { host, port, names, proxy, tokenFile, readers: size };
  const http = new Deno.Command(Deno.execPath(), {
    args: [
      ...programArguments("http", {
        // Which free port it takes is not known yet, and it may have to listen there again.
        net: [port === 0 ? bracketed(host) : `${bracketed(host)}:${port}`],
        read: tokenFile === undefined ? [] : [tokenFile],
      }),
      JSON.stringify(settings),
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const stop = () => sendSignal(http, "SIGTERM");
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);
  const reload = () => {
    pool.reload().then(
      () => log(`${model} was read anew`),
      (error) => log(`${model} is not read anew, the model from before stays: ${error.message}`),
    );
  };
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGHUP", reload);
  const calls = answerCalls({ readable: http.stdout, writable: http.stdin }, {
    ...readerCalls(pool),
    listening({ head: { host, port } }) {
      const address = `${bracketed(host as string)}:${port}`;
      console.log(`listening on http://${address}/  (Ctrl-C stops it)`);
      return Promise.resolve({});
    },
    reload() {
      reload();
      return Promise.resolve({});
    },
  });
  const status = await http.status;
  await calls.catch(() => {});
  // Where it ended by itself, it has said why.
  if (status.signal) log(`what speaks HTTP ended ${howEnded(status)}; the server ends with it`);
  await pool.close();
  return status.code;
});

/** Host and port of a URL. */
function toAddress(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

function requireName(name: string): void {
  const url = `http://${name}`;
  if (URL.canParse(url) && new URL(url).host === name.toLowerCase()) return;
  throw new FlagError(
    `--name takes a machine's name without a port, such as digits.example; got "${name}"`,
  );
}

function log(text: string): void {
  console.error(JSON.stringify({ time: new Date().toISOString(), text }));
}
