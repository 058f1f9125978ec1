/**
 * A Jupyter kernel as a child process, spoken to over ZeroMQ (Jupyter's messaging protocol 5.3).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { join } from "@std/path";
import { Dealer, Subscriber } from "zeromq";

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

/** Deno publishes what a cell showed up to some milliseconds after it says that it is idle. */
const QUIET_MS = 150;

/** How long a message that does not come is waited for. */
const LOST_MS = 5000;

/** How often a kernel that is waited for is asked how it is. */
const POKE_MS = 1000;

/** How long a kernel may take to start. */
const START_MS = 60_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for `work`, but no longer than this. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, ms);
  await Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer));
}

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

  const shell = new Dealer({ linger: 0 });
  const control = new Dealer({ linger: 0 });
  const iopub = new Subscriber({ linger: 0 });
  shell.connect(`tcp://127.0.0.1:${shell_port}`);
  control.connect(`tcp://127.0.0.1:${control_port}`);
  iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
  iopub.subscribe();

  const session = crypto.randomUUID();
  const sign = (parts: readonly string[]) => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
  const send = async (socket: Dealer, type: string, content: unknown, id: string) => {
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

  let listen: (message: Message) => void = () => {};
  const listening = (async () => {
    for await (const frames of iopub) listen(parse(frames));
  })().catch(() => {}); // ends when the socket is closed
  const replies = new Map<string, () => void>();
  const replying = (async () => {
    for await (const frames of shell) {
      const id = parse(frames).parent_header.msg_id ?? "";
      replies.get(id)?.();
      replies.delete(id);
    }
  })().catch(() => {});

  /** Sends a request and waits until it is answered and the kernel is idle again. */
  const request = async (
    type: string,
    content: unknown,
    onMessage: (message: Message) => void,
  ): Promise<void> => {
    const id = crypto.randomUUID();
    const idle = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    replies.set(id, answered.resolve);
    listen = (message) => {
      if (message.header.msg_type !== "status") onMessage(message);
      else if (message.parent_header.msg_id === id && message.content.execution_state === "idle") {
        idle.resolve();
      }
    };
    await send(shell, type, content, id);
    // ZeroMQ tells of news once, and under load that call can be missed: what is waiting is then only
    // seen when something else comes. A small question now and then makes something come.
    const poke = setInterval(() => {
      send(shell, "kernel_info_request", {}, crypto.randomUUID()).catch(() => {});
    }, POKE_MS);
    try {
      await Promise.race([answered.promise, death]);
      // Published messages may get lost, answers do not: the wait for the one after the other ends.
      await atMost(LOST_MS, Promise.race([idle.promise, death]));
    } finally {
      clearInterval(poke);
    }
  };

  const close = async () => {
    if (!ended) {
      await send(control, "shutdown_request", { restart: false }, crypto.randomUUID());
      const timer = setTimeout(() => ended || child.kill("SIGKILL"), 3000);
      await child.status;
      clearTimeout(timer);
    }
    for (const socket of [shell, control, iopub]) socket.close();
    await atMost(LOST_MS, Promise.all([listening, replying, complaints]));
    await Deno.remove(folder, { recursive: true });
  };

  try {
    // A subscriber that joins late misses what was said before: ask until the answer is heard there.
    let heard = false;
    listen = () => heard = true;
    const started = performance.now();
    while (!heard) {
      if (performance.now() - started > START_MS) {
        throw new Error(`the kernel has not answered in ${START_MS / 1000} seconds`);
      }
      await send(shell, "kernel_info_request", {}, crypto.randomUUID());
      await Promise.race([pause(100), death]);
    }
  } catch (error) {
    await close();
    throw error;
  }

  return {
    async execute(code, onMessage) {
      let last = performance.now();
      const heard = (message: Message) => {
        last = performance.now();
        onMessage(message);
      };
      await request(
        "execute_request",
        { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true },
        heard,
      );
      // A second question makes a busy machine's wait as long as it must be; then wait for quiet.
      await request("kernel_info_request", {}, heard);
      last = performance.now();
      for (let left = QUIET_MS; left > 0; left = last + QUIET_MS - performance.now()) {
        await pause(left);
      }
      listen = () => {};
    },
    close,
  };
}

function parse(frames: Uint8Array[]): Message {
  const start = frames.findIndex((frame) => Buffer.from(frame).toString() === "<IDS|MSG>") + 2;
  const [header, parent_header, , content] = frames
    .slice(start, start + 4)
    .map((frame) => JSON.parse(Buffer.from(frame).toString()));
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
