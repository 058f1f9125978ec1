/** Reads the digits in pictures. */
import { basename, join } from "@std/path";
import { UserError } from "../lib/base/errors.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { type FileReading, readFile } from "../lib/read_file.ts";
import { readFiles } from "../lib/read_files.ts";
import type { ReadingStep } from "../lib/reading_step.ts";
import { writeSteps } from "../lib/write_steps.ts";
import { ENGINE_FLAG, FlagError, MODEL_FLAG } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "predict",
  about: "Reads the digits in pictures.",
  words: "FILE|FOLDER…",
  flags: {
    model: MODEL_FLAG,
    engine: ENGINE_FLAG,
    single: { type: "boolean", help: "every picture holds exactly one digit" },
    json: { type: "boolean", help: "print one JSON object a line for every picture" },
    debug: {
      type: "string",
      help:
        "write what each step saw into this folder as PNG, a folder for each of several pictures",
    },
  },
}, async (flags) => {
  if (flags._.length === 0) {
    throw new FlagError("predict needs pictures: deno task predict FILE|FOLDER… (see --help)");
  }
  const files = (await Promise.all(flags._.map(listFiles))).flat();
  if (files.length === 0) throw new UserError(`no files in ${flags._.join(", ")}`);
  const bar = progressBar("reading");
  const started = performance.now();
  let [done, failed] = [0, 0];
  const readings = flags.debug === undefined
    ? readFiles(files, flags)
    : readWithSteps(files, { ...flags, debug: flags.debug });
  for await (const reading of readings) {
    const file = files[done++];
    if ("error" in reading) failed++;
    console.log(flags.json ? JSON.stringify({ file, ...reading }) : line(file, reading));
    if (performance.now() - started > 2000 && !Deno.stdout.isTerminal()) {
      bar.onProgress(done, files.length);
    }
  }
  bar.finish();
  if (flags.debug) console.error(`what each step saw: ${flags.debug}`);
  return failed > 0 ? 1 : 0;
});

/** Reads one file after the other, and writes what each step saw. */
async function* readWithSteps(
  files: readonly string[],
  { debug, single, ...open }: { debug: string; single: boolean; model: string; engine?: string },
): AsyncGenerator<FileReading> {
  const recognizer = await openRecognizer(open);
  const folders = stepFolders(debug, files);
  for (const [i, file] of files.entries()) {
    const steps: ReadingStep[] = [];
    const reading = await readFile(file, recognizer, {
      single,
      onStep: (step) => steps.push(step),
    });
    await writeSteps(folders[i], steps);
    yield reading;
  }
  await recognizer.close();
}

/** A file itself, or all files of a folder and the folders in it: numbers in the order of their value. */
async function listFiles(path: string): Promise<string[]> {
  const info = await Deno.stat(path).catch(() => null);
  if (!info?.isDirectory) return [path];
  const entries = await Array.fromAsync(Deno.readDir(path));
  const names = entries.map(({ name }) => name).filter((name) => !name.startsWith("."));
  if (names.length === 0) {
    throw new UserError(`${path} is an empty folder: there is nothing to read`);
  }
  names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return (await Promise.all(names.map((name) => listFiles(join(path, name))))).flat();
}

/** Where the steps of each file go: `debug` itself, or a folder in it named after the file. */
function stepFolders(debug: string, files: readonly string[]): string[] {
  if (files.length === 1) return [debug];
  const taken = new Set<string>();
  return files.map((file) => {
    const name = basename(file);
    let folder = name;
    // Some file systems do not tell a.png from A.png.
    for (let n = 2; taken.has(folder.toLowerCase()); n++) folder = `${name}-${n}`;
    taken.add(folder.toLowerCase());
    return join(debug, folder);
  });
}

function line(file: string, answer: FileReading): string {
  if ("error" in answer) return `${file}: ${answer.error}`;
  const doubts = answer.digits.filter(({ digit }) => digit === null);
  const least = Math.min(...answer.digits.map(({ confidence }) => confidence));
  const doubt = doubts.length > 0
    ? `, not sure: looks like ${doubts.map(({ guess }) => guess).join(", ")}`
    : "";
  // Lines of the picture stand below one another.
  const text = answer.text.replaceAll("\n", "\n".padEnd(`${file}: `.length + 1));
  return `${file}: ${text}  (confidence ${(100 * least).toFixed(1)} %${doubt})`;
}
