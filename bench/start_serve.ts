import { taskArguments } from "./task_arguments.ts";

/** A server that was started, and what it has printed. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  readonly child: Deno.ChildProcess;
  /** Waits until its log has this text. */
  says(text: string): Promise<void>;
  /** Waits for its end, and gives its exit status and what it printed as errors and log. */
  end(): Promise<{ readonly code: number; readonly log: string }>;
}

/**
 * Starts the server on a free port.
 *
 * @param options.prefix Shell commands before it, such as a limit that it is to run under.
 * @param options.quiet Forgets its log.
 */
export async function startServe(
  flags: readonly string[] = [],
  { prefix, quiet = false }: {
    readonly prefix?: string;
    readonly quiet?: boolean;
  } = {},
): Promise<Served> {
  const args = [...taskArguments("serve"), "--port", "0", ...flags];
  const [program, words] = prefix === undefined
    ? [Deno.execPath(), args]
    : ["sh", ["-c", `${prefix}; exec "$@"`, "sh", Deno.execPath(), ...args]];
  const child = new Deno.Command(program, {
    args: words,
    stdout: "piped",
    stderr: quiet ? "null" : "piped",
  }).spawn();
  let log = "";
  const logged = quiet ? Promise.resolve() : (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) log += part;
  })();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!said.includes("\n")) {
    const { value, done } = await lines.read();
    if (done) {
      await logged;
      throw new Error(`the server ended: ${log}`);
    }
    said += value;
  }
  const url = said.match(/listening on (http:\/\/[^/]+)\//)![1];
  const end = async () => {
    const { code } = await child.status;
    await logged;
    return { code, log };
  };
  return {
    url,
    child,
    end,
    async says(text) {
      const before = performance.now();
      while (!log.includes(text)) {
        if (performance.now() - before > 20_000) throw new Error(`"${text}" is not in ${log}`);
        await new Promise((resume) => setTimeout(resume, 20));
      }
    },
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await lines.cancel();
      await end();
    },
  };
}
