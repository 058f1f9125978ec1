import { openCalls } from "./calls.ts";
import type { ReaderProgram } from "./reader_pool.ts";

/** Starts a program that is called over its standard input and output, by the arguments of a deno. */
export function startReader(args: readonly string[]): ReaderProgram {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    // Callers' token is none of its business.
    env: { DIGITS_TOKEN: "" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const { call, ended: lost } = openCalls({ readable: child.stdout, writable: child.stdin });
  return {
    call,
    ended: Promise.all([child.status, lost]),
    kill() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
    },
  };
}
