import { type Ran, runDenoWith } from "../run_deno.ts";

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
  const { out, ...rest } = await runDenoWith(
    { cwd, clearEnv: true, env: { ...own, ...env }, input },
    ...["task", "--quiet", "--config", CONFIG, ...args],
  );
  return { ...rest, out: out.trim() };
}
