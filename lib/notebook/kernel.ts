/**
 * A Jupyter kernel as a child process, spoken to over ZeroMQ (Jupyter's messaging protocol 5.3).
 *
 * @module
 */
import { createHmac } from "node:crypto";
import { join } from "@std/path";
import { connectZmtp, type Frames, type ZmtpOptions, type ZmtpSocket } from "./zmtp.ts";

/** A message of the protocol. */
export interface Message {
  readonly header: { readonly msg_id: string; readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  // deno-lint-ignore no-explicit-any -- every type of message has its own content
  readonly content: any;
}

/** A running kernel. */
export interface Kernel {
  /**
   * Runs code, and calls `onMessage` with everything that it publishes meanwhile.
   *
   * @throws {Error} when the kernel ends before the code does.
   */
  execute(code: string, onMessage: (message: Message) => void): Promise<void>;
  /** Ends the kernel. */
  close(): Promise<void>;
}

/** What {@linkcode startKernel} takes. */
export interface KernelOptions {
  /** Where relative imports and paths of the code start from. */
  readonly cwd: string;
  /** Set beside this process's own variables. */
  readonly env?: Record<string, string>;
}

/** How long a kernel may take to start. */
const START_MS = 60_000;

/** How long a kernel may take to end by itself. */
const END_MS = 3000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts a Deno kernel. */
export async function startKernel({ cwd, env }: KernelOptions): Promise<Kernel> {
  const folder = await Deno.makeTempDir({ prefix: "kernel-" });
  const key = crypto.randomUUID();
  const [shell_port, iopub_port, control_port, stdin_port, hb_port] = freePorts(5);
  const connection = join(folder, "connection.json");
  await Deno.writeTextFile(
    connection,
    JSON.stringify({
      transport: "tcp",
      ip: "127.0.0.1",
      shell_port,
      iopub_port,
      control_port,
      stdin_port,
      hb_port,
      key,
      signature_scheme: "hmac-sha256",
    }),
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", connection],
    cwd,
    env: { NO_COLOR: "1", TF_CPP_MIN_LOG_LEVEL: "3", ...env },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  let ended = false;
  const death = child.status.then(async ({ code }) => {
    ended = true;
    throw new Error(`the kernel ended with status ${code}: ${(await complaints).slice(-2000)}`);
  });
  death.catch(() => {});

  const sockets: ZmtpSocket[] = [];
  const deadline = performance.now() + START_MS;
  /** Connects as soon as the kernel listens. */
  const connect = async (options: ZmtpOptions): Promise<ZmtpSocket> => {
    while (true) {
      try {
        const socket = await Promise.race([connectZmtp(options), death]);
        sockets.push(socket);
        return socket;
      } catch (error) {
        if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
        if (performance.now() > deadline) throw late();
        await Promise.race([pause(50), death]);
      }
    }
  };
  const late = () => new Error(`the kernel has not answered in ${START_MS / 1000} seconds`);

  const session = crypto.randomUUID();
  const sign = (parts: readonly string[]) => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
  const send = async (
    socket: ZmtpSocket,
    type: string,
    content: unknown,
    id: string = crypto.randomUUID(),
  ): Promise<void> => {
    const header = {
      msg_id: id,
      msg_type: type,
      session,
      username: "",
      version: "5.3",
      date: new Date().toISOString(),
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    await socket.send(["<IDS|MSG>", sign(parts), ...parts]);
  };

  let onPublished: (message: Message) => void = () => {};
  let onReply: (message: Message) => void = () => {};
  const listening: Promise<void>[] = [];
  const listen = async (socket: ZmtpSocket, hear: (message: Message) => void) => {
    for await (const frames of socket.messages()) hear(parse(frames));
  };

  const close = async () => {
    if (!ended) {
      const killing = setTimeout(() => child.kill("SIGKILL"), END_MS);
      try {
        const control = await connect({ port: control_port, type: "DEALER" });
        await send(control, "shutdown_request", { restart: false });
      } catch {
        if (!ended) child.kill("SIGKILL"); // it cannot be asked
      }
      await child.status;
      clearTimeout(killing);
    }
    for (const socket of sockets) socket.close();
    await Promise.all([...listening, complaints]);
    await Deno.remove(folder, { recursive: true });
  };

  try {
    const iopub = await connect({ port: iopub_port, type: "SUB" });
    const shell = await connect({ port: shell_port, type: "DEALER" });
    listening.push(listen(iopub, (message) => onPublished(message)));
    listening.push(listen(shell, (message) => onReply(message)));

    // What is published before the subscription is known there is lost: ask until something is heard.
    let heard = false;
    onPublished = () => heard = true;
    while (!heard) {
      if (performance.now() > deadline) throw late();
      await send(shell, "kernel_info_request", {});
      await Promise.race([pause(100), death]);
    }

    const execute = async (code: string, { silent }: { silent: boolean }): Promise<void> => {
      const id = crypto.randomUUID();
      const reply = Promise.withResolvers<void>();
      onReply = ({ parent_header }) => {
        if (parent_header.msg_id === id) reply.resolve();
      };
      const options = { store_history: !silent, allow_stdin: false, stop_on_error: true };
      await send(shell, "execute_request", { code, silent, ...options }, id);
      await Promise.race([reply.promise, death]);
    };

    return {
      async execute(code, onMessage) {
        // What a cell prints goes its own way and may come after the answer that it is done. So a last
        // line is printed after it: all that the cell printed came before that line.
        const mark = `end of cell ${crypto.randomUUID()}\n`;
        const complete = Promise.withResolvers<void>();
        onPublished = (message) => {
          const { header, content } = message;
          const text = header.msg_type === "stream" ? String(content.text) : "";
          if (!text.endsWith(mark)) return onMessage(message);
          const before = text.slice(0, -mark.length);
          if (before) onMessage({ ...message, content: { ...content, text: before } });
          complete.resolve();
        };
        await execute(code, { silent: false });
        await execute(`console.log(${JSON.stringify(mark.trimEnd())})`, { silent: true });
        await Promise.race([complete.promise, death]);
        onPublished = () => {};
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function parse(frames: Frames): Message {
  const texts = frames.map((part) => new TextDecoder().decode(part));
  const start = texts.indexOf("<IDS|MSG>") + 2;
  const [header, parent_header, , content] = texts.slice(start, start + 4)
    .map((text) => JSON.parse(text));
  return { header, parent_header, content };
}

/** Ports that nothing listens on now, all different. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map((listener) => (listener.addr as Deno.NetAddr).port);
  for (const listener of listeners) listener.close();
  return ports;
}
