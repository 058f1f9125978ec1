/** What a task that was run said. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a task is run. */
export interface RunOptions {
  /** Where the user stands; the project's folder when left out. */
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: Uint8Array;
}

const CONFIG = `${Deno.cwd()}/deno.json`;

/** Runs a task as it is typed. */
export async function runTask(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env, input } = options;
  // Where these tests were called is not where the task is, and what they tell onnxruntime is for the task to tell.
  const { INIT_CWD: _, ORT_DISABLE_TELEMETRY: _telemetry, ...own } = Deno.env.toObject();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "--config", CONFIG, ...args],
    cwd,
    clearEnv: true,
    env: { ...own, NO_COLOR: "1", ...env },
    stdin: input ? "piped" : "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (input) await new Blob([input as BlobPart]).stream().pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout).trim(), err: text(stderr) };
}
