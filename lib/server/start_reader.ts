import { setPriority } from "node:os";
import { sendSignal } from "../base/send_signal.ts";
import { openCalls } from "./calls.ts";
import type { ReaderProgram } from "./reader_pool.ts";

/** Readers give way when processors are short, so that whoever is refused hears it at once. */
const NICENESS = 5;

/** How a program ended, such as `by SIGKILL`: what follows "it ended". */
export function howEnded({ signal, code }: Deno.CommandStatus): string {
  return signal === null ? `with status ${code}` : `by ${signal}`;
}

/** Starts a deno with these arguments, a program that is called over its standard input and output. */
export function startReader(args: readonly string[]): ReaderProgram {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    // The token that callers show is none of its business.
    env: { DIGITS_TOKEN: "" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  try {
    setPriority(child.pid, NICENESS);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    // It has ended already, which is told below.
  }
  const { call, ended: lost } = openCalls({ readable: child.stdout, writable: child.stdin });
  const kill = () => sendSignal(child, "SIGKILL");
  return {
    call,
    // A program that sends what is no message is heard no more, and would live on for nothing.
    ended: lost.then(kill).then(() => child.status).then(howEnded),
    kill,
  };
}
