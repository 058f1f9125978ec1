import { setTimeout as delay } from "node:timers/promises";
import { UserError } from "../lib/base/errors.ts";
import { processTree, signalProcess } from "./processes.ts";

/** A program that was started and is up; disposing of it kills it. */
export interface Running extends AsyncDisposable {
  readonly pid: number;
  /** What it has written so far: the end of it, where it is long. */
  readonly said: string;
  /** Its exit status, once it has ended and all that it wrote is in `said`. */
  readonly ended: Promise<number>;
  /** Ends it and all that it started at once, as a machine ends whose power fails. */
  kill(): void;
  /** Lets it finish what it does, for fifteen seconds at most, and gives its exit status. */
  stop(): Promise<number>;
}

/** What to start, and how it is known to be up. */
interface ProgramOptions {
  /** What it is called in errors. */
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Asked again and again, with what the program has written, until it is true. */
  readonly isUp: (said: string) => boolean | Promise<boolean>;
  /** Seconds in which it must be up; 60 when left out. */
  readonly patience?: number;
  /** The signal on which it finishes; `SIGTERM` when left out. */
  readonly stopSignal?: Deno.Signal;
  /** Has its standard error, such as a log, go nowhere. */
  readonly quiet?: boolean;
}

/** Lines of what it said that an error repeats. */
const LAST_WORDS = 8;
/** Characters of it that are kept. */
const KEPT = 2 ** 16;

/**
 * Starts a program and waits until it is up.
 *
 * @throws {UserError} where it is not installed; with its last words, where it ends before or does not get there.
 */
export async function startProgram(command: string, options: ProgramOptions): Promise<Running> {
  const { name, args, cwd, env, isUp, patience = 60, stopSignal = "SIGTERM", quiet } = options;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command, {
      ...{ args: [...args], cwd, env },
      ...{ stdin: "null", stdout: "piped", stderr: quiet ? "null" : "piped" },
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`${name}: ${command} is not installed`, { cause: error });
  }
  let said = "";
  const heard = [child.stdout, ...quiet ? [] : [child.stderr]].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) {
      said = (said + part).slice(-KEPT);
    }
  });
  let isOver = false;
  const ended = Promise.all([child.status, ...heard]).then(([{ code }]) => {
    isOver = true;
    return code;
  });
  const kill = () => {
    if (isOver) return;
    for (const pid of processTree(child.pid)) signalProcess(pid, "SIGKILL");
  };
  const stop = async () => {
    if (!isOver) signalProcess(child.pid, stopSignal);
    const timer = setTimeout(kill, 15_000);
    return await ended.finally(() => clearTimeout(timer));
  };
  const started = performance.now();
  while (!await isUp(said)) {
    const isLate = performance.now() - started > 1000 * patience;
    if (isOver || isLate) {
      kill();
      await ended;
      const words = said.split("\n").filter(Boolean).slice(-LAST_WORDS).join("\n");
      throw new UserError(
        `${name} ${isLate ? `is not up after ${patience} s` : "ended"}:\n${words}`,
      );
    }
    await delay(10);
  }
  return {
    ...{ pid: child.pid, ended, kill, stop },
    get said() {
      return said;
    },
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
    },
  };
}

/** A port of an address on which nobody listens. */
export function freePort(hostname: string): number {
  using listener = Deno.listen({ hostname, port: 0 });
  return listener.addr.port;
}

/** Whether an address answers a GET with status 200. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
