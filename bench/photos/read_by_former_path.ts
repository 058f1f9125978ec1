import { createHash } from "node:crypto";
import { join } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { replaceFile, replaceFolder } from "../../lib/base/replace.ts";
import { runCommand } from "../../tools/run_command.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";
import { BASELINES } from "../baseline_python.ts";

/** The last commit that found digits with rules, before the finder. */
const COMMIT = "aeaea90";

const HOME = join(BASELINES, COMMIT);

/**
 * Reads files as this project did before it had a finder: by the program of that time, with its own model.
 *
 * That program never changes: what it said of the very same files is kept beside it, and not asked again.
 *
 * @returns The text of each file, empty where it was refused.
 * @throws {UserError} where the repository's history or its packages are out of reach.
 */
export async function readByFormerPath(files: readonly Uint8Array[]): Promise<string[]> {
  await checkOutFormerPath();
  const hash = createHash("sha256");
  for (const file of files) hash.update(createHash("sha256").update(file).digest());
  const kept = join(BASELINES, `${COMMIT}-texts`, `${hash.digest("hex")}.json`);
  const known = await Deno.readTextFile(kept).catch(onError(Deno.errors.NotFound, () => null));
  if (known !== null) return JSON.parse(known);
  await using pictures = await temporaryFolder();
  for (const [i, file] of files.entries()) await Deno.writeFile(join(pictures.path, `${i}`), file);
  const args = ["run", "-A", "--no-check", "tasks/predict.ts", pictures.path, "--json"];
  // 1 says only that some were refused.
  const lines = await runCommand(Deno.execPath(), { args, cwd: HOME, worst: 1 });
  const texts = lines.trim().split("\n").map((line) => JSON.parse(line).text ?? "");
  await replaceFile(kept, JSON.stringify(texts));
  return texts;
}

/**
 * Checks out the program of that time, unless it is there already.
 *
 * @throws {UserError} where the repository's history is out of reach.
 */
export async function checkOutFormerPath(): Promise<void> {
  if (await Deno.stat(HOME).then(() => true, () => false)) return;
  await using temporary = await temporaryFolder();
  const archive = join(temporary.path, "commit.tar");
  await runCommand("git", { args: ["archive", "-o", archive, COMMIT] }).catch(
    onError(UserError, (error) => {
      throw new UserError(
        `commit ${COMMIT} is out of reach (${error.message}); clone with history`,
      );
    }),
  );
  await replaceFolder(HOME, async (folder) => {
    await runCommand("tar", { args: ["-x", "-f", archive, "-C", folder] });
  });
}
