import { UserError } from "../../lib/base/errors.ts";
import { childrenOf } from "../children_of.ts";

/** A program that was started and is up. */
export interface Running {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** Ends it and all that it started at once, as a machine ends whose power fails. */
  kill(): void;
  /** Lets it finish what it does, for ten seconds at most. */
  stop(): Promise<void>;
}

/** What to start, and how it is known to be up. */
export interface ProgramOptions {
  /** What it is called in errors. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  /** Asked again and again until it is true. */
  readonly isUp: () => Promise<boolean>;
  /** The signal on which it finishes; `SIGTERM` when left out. */
  readonly stopSignal?: Deno.Signal;
}

/** Seconds in which it must be up. */
const PATIENCE = 60;

/** Lines of what it said that an error repeats. */
const LAST_WORDS = 8;

/**
 * Starts a program and waits until it is up.
 *
 * @throws {UserError} with its last words, where it ends before or does not get there.
 */
export async function startProgram(command: string, options: ProgramOptions): Promise<Running> {
  const { name, args, env, isUp, stopSignal = "SIGTERM" } = options;
  const child = new Deno.Command(command, {
    args: [...args],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let said: string[] = [];
  const heard = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      said = [...said, ...part.split("\n").filter(Boolean)].slice(-LAST_WORDS);
    }
  })();
  let isOver = false;
  const ended = Promise.all([child.status, heard]).then(() => {
    isOver = true;
  });
  const signal = (pid: number, kind: Deno.Signal) => {
    try {
      Deno.kill(pid, kind);
    } catch {
      // It has ended.
    }
  };
  const kill = () => {
    const all = [...childrenOf(child.pid), child.pid];
    for (const pid of all) signal(pid, "SIGKILL");
  };
  const stop = async () => {
    if (!isOver) signal(child.pid, stopSignal);
    const timer = setTimeout(kill, 10_000);
    await ended;
    clearTimeout(timer);
  };
  const started = performance.now();
  while (!await isUp()) {
    const isLate = performance.now() - started > 1000 * PATIENCE;
    if (isOver || isLate) {
      kill();
      await ended;
      throw new UserError(
        `${name} ${isLate ? `is not up after ${PATIENCE} s` : "ended"}:\n${said.join("\n")}`,
      );
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return { pid: child.pid, ended, kill, stop };
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
