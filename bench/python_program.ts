import { UserError } from "../lib/base/errors.ts";

/** A script in Python that waits for requests. */
export interface PythonProgram extends AsyncDisposable {
  /** Sends a line of JSON and waits for the answer, a line of JSON; see `baselines/json_lines.py`. */
  ask<T>(what: string, given?: object): Promise<T>;
}

/** Starts a script of `bench/baselines/`. */
export function startPython(python: string, script: string): PythonProgram {
  const child = new Deno.Command(python, {
    args: [`bench/baselines/${script}`],
    env: { TF_CPP_MIN_LOG_LEVEL: "3" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  return {
    async ask(what, given = {}) {
      await input.write(new TextEncoder().encode(JSON.stringify({ what, given }) + "\n"));
      while (!said.includes("\n")) {
        const { value, done } = await output.read();
        if (done) {
          const words = (await complaints).trim().split("\n").slice(-4).join("\n");
          throw new UserError(`bench/baselines/${script} failed: ${words}`);
        }
        said += value;
      }
      const end = said.indexOf("\n");
      const line = said.slice(0, end);
      said = said.slice(end + 1);
      return JSON.parse(line);
    },
    async [Symbol.asyncDispose]() {
      await input.close().catch(() => {}); // It may have ended already.
      await output.cancel();
      await Promise.all([child.status, complaints]);
    },
  };
}
