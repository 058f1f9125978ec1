import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { createServer, type ServerResponse, STATUS_CODES } from "node:http";
import { type AddressInfo, Server, type Socket } from "node:net";
import { UserError } from "../base/errors.ts";
import { bracketed, isFrom, requireAddress } from "./address.ts";
import type { App } from "./service.ts";

/** Where {@linkcode listen} listens, and its bounds; times in milliseconds. */
export interface ListenOptions {
  /** Address to listen on, no name. */
  readonly host: string;
  /** Port to listen on; 0 takes any that is free. */
  readonly port: number;
  /** Most open connections, where so many files may be open at all; 512 when left out. */
  readonly connections?: number;
  /** Most open connections of one address; half of all when left out. */
  readonly connectionsPerClient?: number;
  /** Address of a proxy in front, whose connections are many clients'. */
  readonly proxy?: string;
  /** Longest time until a request's headers are there; 10,000 when left out. */
  readonly headers?: number;
  /** Longest time until a request is there, body included; 30,000 when left out. */
  readonly request?: number;
  /** Longest silence of a connection, while its client neither sends nor takes; 20,000 when left out. */
  readonly silence?: number;
  /** Told of what goes wrong with the listening itself, such as too many open files. */
  readonly onTrouble?: (error: unknown) => void;
}

/** A server that listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /**
   * Takes no more requests, and ends when those that have come are answered, or after so many milliseconds:
   * 10,000 when left out. Connections on which no whole header has come are closed at once.
   */
  close(patience?: number): Promise<void>;
}

/** How often the server looks for connections that are too slow, in milliseconds. */
const CHECK = 500;

/** What a client hears whose request is not HTTP, or does not come in time, by node's code of the error. */
const TROUBLES: Readonly<
  Record<string, readonly [status: number, code: string, message: string]>
> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "too-slow", "the request did not come in time; send it again"],
  HPE_HEADER_OVERFLOW: [431, "too-large", "the headers are too large; send fewer"],
};

/**
 * Serves an application over HTTP.
 *
 * This is node's server, not `Deno.serve`, which keeps half-sent requests open for minutes and does not bound
 * connections: at the system's limit it ends with "too many open files". `reports/server.md` measures what
 * the choice costs.
 *
 * @throws {UserError} when the address cannot be listened on.
 * @throws {Deno.errors.NotCapable} when it may not.
 */
export async function listen(
  app: Pick<App, "fetch">,
  {
    host,
    port,
    connections: wanted = 512,
    connectionsPerClient,
    proxy,
    headers = 10_000,
    request = 30_000,
    silence = 20_000,
    onTrouble = () => {},
  }: ListenOptions,
): Promise<Listening> {
  requireAddress(host);
  await checkPermission(host, port);
  // Connections are accepted before they can be refused, so twice as many may be open for a moment: they may take
  // two thirds of the files that are free.
  const connections = Math.min(wanted, Math.floor(countFreeFiles(3 * wanted) / 3));
  const share = connectionsPerClient ?? connections / 2;
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: Math.min(CHECK, headers),
    },
    getRequestListener(async (request, env) => {
      const { socket } = (env as HttpBindings).incoming;
      // While the server works its client is silent, too; how long a body may take, `request` says.
      socket.setTimeout(0);
      try {
        return await app.fetch(request, env);
      } finally {
        socket.setTimeout(silence);
      }
    }, {
      overrideGlobalObjects: false,
      // For what cannot be parsed as a request, mostly because of a garbled Host.
      errorHandler: (error) =>
        new Response(body("bad-request", `the request is none: ${(error as Error).message}`), {
          status: 400,
          headers: { "content-type": "application/json", connection: "close" },
        }),
    }),
  );
  server.setTimeout(silence);
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const [status, code, message] = TROUBLES[error.code ?? ""] ??
      [400, "bad-request", "the request is no HTTP"];
    socket.end(rawFailure(status, body(code, message)));
  });

  const answers = new Set<ServerResponse>();
  server.on("request", (_, answer: ServerResponse) => {
    answers.add(answer);
    answer.once("close", () => answers.delete(answer));
  });
  const sockets = new Set<Socket>();
  const byClient = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    // Once Deno's listener has met the system's limit of open files, it never accepts again. It accepts all
    // connections that wait before it tells of the first: where it met the limit, no file is free here.
    if (countFreeFiles(1) === 0) listenAnew(0);
    sockets.add(socket);
    const client = socket.remoteAddress ?? "";
    const count = (byClient.get(client) ?? 0) + 1;
    byClient.set(client, count);
    socket.once("close", () => {
      sockets.delete(socket);
      const rest = byClient.get(client)! - 1;
      if (rest > 0) byClient.set(client, rest);
      else byClient.delete(client);
    });
    const isTooMany = count > share && !isFrom(client, proxy);
    if (isTooMany || sockets.size > connections) socket.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(explain(error, host, port));
    server.once("error", fail);
    server.listen(port, host, connections, () => {
      server.off("error", fail);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listenAnew = (delay: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // The close() of an HTTP server would end its connections too.
      if (server.listening) Server.prototype.close.call(server);
      server.listen(address.port, host, connections);
    }, delay);
  };
  server.on("error", (error) => {
    onTrouble(error);
    if (!server.listening) listenAnew(CHECK);
  });
  return {
    host: address.address,
    port: address.port,
    async close(patience = 10_000) {
      clearTimeout(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Browsers open connections before they need them; node's server takes one on which nothing came for busy.
      const busy = new Set([...answers].map(({ req }) => req.socket));
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      const last = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(last);
    },
  };
}

/** Throws here what node's server would throw later, where nothing can catch it. */
async function checkPermission(host: string, port: number): Promise<void> {
  const place = `${bracketed(host)}:${port}`;
  const { state } = await Deno.permissions.query({ name: "net", host: place });
  if (state !== "granted") throw new Deno.errors.NotCapable(`Requires net access to "${place}"`);
}

function explain(error: Error, host: string, port: number): Error {
  const { code } = error as Error & { code?: string };
  const explained = (message: string) => new UserError(message, { cause: error });
  switch (code) {
    case "EADDRINUSE":
      return explained(`port ${port} is taken: choose another with --port, or stop what uses it`);
    case "EADDRNOTAVAIL":
    case "EINVAL":
      return explained(`${host} is no address of this machine: choose another with --host`);
    case "EACCES":
      return explained(`port ${port} may not be listened on: choose one from 1024 up with --port`);
    default:
      return error;
  }
}

function body(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

function rawFailure(status: number, text: string): string {
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/json",
    `content-length: ${text.length}`,
    "connection: close",
    "",
    text,
  ].join("\r\n");
}

/**
 * How many more files and connections this process can open, up to `most`. It opens them to find out: the
 * limit differs between systems, and Deno has no way to ask for it.
 */
function countFreeFiles(most: number): number {
  // Windows knows no such limit.
  if (Deno.build.os === "windows") return most;
  const files: Deno.FsFile[] = [];
  try {
    while (files.length < most) files.push(Deno.openSync("/dev/null"));
  } catch (error) {
    // The limit of this process, or of the whole system.
    const { code } = error as { code?: string };
    if (code !== "EMFILE" && code !== "ENFILE") throw error;
  } finally {
    files.forEach((file) => file.close());
  }
  return files.length;
}
