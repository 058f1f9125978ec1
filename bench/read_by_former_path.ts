import { join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { runCommand } from "../tools/run_command.ts";
import { BASELINES } from "./baseline_python.ts";

/** The last commit that found digits with rules, before the finder. */
const COMMIT = "aeaea90";

/**
 * Reads files as this project did before it had a finder: by the program of that time, with its own model.
 *
 * @returns The text of each file, empty where it was refused.
 * @throws {UserError} where the repository's history or its packages are out of reach.
 */
export async function readByFormerPath(files: readonly Uint8Array[]): Promise<string[]> {
  const home = join(BASELINES, COMMIT);
  if (!await exists(join(home, "deno.json"))) await checkOut(home);
  const pictures = await Deno.makeTempDir();
  try {
    for (const [i, file] of files.entries()) await Deno.writeFile(join(pictures, `${i}`), file);
    const lines = await Array.fromAsync(predict(home, pictures));
    return lines.map((line) => JSON.parse(line).text ?? "");
  } finally {
    await Deno.remove(pictures, { recursive: true });
  }
}

/** The lines that the program of that time prints; its exit status says only that some were refused. */
async function* predict(home: string, pictures: string): AsyncGenerator<string> {
  const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tasks/predict.ts", pictures, "--json"],
    cwd: home,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  if (code > 1) throw new UserError(`the former path failed: ${decoder.decode(stderr).trim()}`);
  yield* decoder.decode(stdout).trim().split("\n");
}

async function checkOut(home: string): Promise<void> {
  const archive = await Deno.makeTempFile({ suffix: ".tar" });
  try {
    await runCommand("git", { args: ["archive", "-o", archive, COMMIT] }).catch(
      onError(UserError, (error) => {
        throw new UserError(
          `commit ${COMMIT} is out of reach (${error.message}); clone with history`,
        );
      }),
    );
    await Deno.mkdir(home, { recursive: true });
    await runCommand("tar", { args: ["-x", "-f", archive, "-C", home] });
  } finally {
    await Deno.remove(archive);
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
