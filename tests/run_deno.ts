/** What a program that was run said, without colours. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs Deno until it ends. */
export async function runDeno(...args: string[]): Promise<Ran> {
  return await runDenoWith({}, ...args);
}

/** The same with a folder, an environment or an input of its own. */
export async function runDenoWith(
  { input, env, ...options }: Omit<Deno.CommandOptions, "args"> & { readonly input?: Uint8Array },
  ...args: string[]
): Promise<Ran> {
  const child = new Deno.Command(Deno.execPath(), {
    ...options,
    args,
    env: { NO_COLOR: "1", ...env },
    stdin: input ? "piped" : "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (input) await new Blob([input as BlobPart]).stream().pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out, err };
}
