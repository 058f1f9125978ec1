/** Files of a folder to lines of JSON, whole programs, beside Python. */
import { runCommand } from "../../tools/run_command.ts";
import { compare, milliseconds } from "../comparison.ts";
import { predictFolder, writeDigits } from "../digit_files.ts";
import type { Part } from "../part.ts";

export const files: Part = {
  title: "Files to lines",
  about:
    "A folder of PNG files of one digit, 280 x 280, to a line of JSON each, from the programs' start to their " +
    "end, on all cores: `deno task predict FOLDER --json`, which finds the digits first, and a pool of Python's " +
    "processes with Pillow, numpy and onnxruntime, which takes each file for one digit.",
  async measure({ python, rounds, fast, onProgress }) {
    const count = fast ? 50 : 1000;
    await using digits = await writeDigits(count);
    const { path: folder } = digits;
    const each = (run: () => Promise<string[]>) => async () => {
      const time = await milliseconds(async () => {
        const lines = await run();
        if (lines.length !== count) throw new Error(`${lines.length} lines of ${count} files`);
      });
      return time / count;
    };
    const script = async () => {
      const args = ["bench/baselines/files.py", folder];
      return (await runCommand(python!, { args })).trimEnd().split("\n");
    };
    const ours = each(() => predictFolder(folder));
    const baselines = { "Pillow, numpy, onnxruntime": python === null ? null : each(script) };
    const what = `a file of ${count}`;
    return { comparisons: [await compare(what, "ms", ours, baselines, { rounds, onProgress })] };
  },
};
