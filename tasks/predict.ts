/** Reads the digits in pictures. */
import { basename, join } from "@std/path";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { type FileReading, readFile } from "../lib/read_file.ts";
import { readFiles } from "../lib/read_files.ts";
import type { ReadingStep } from "../lib/reading_step.ts";
import { writeSteps } from "../lib/write_steps.ts";
import { engineToken } from "./engine_token.ts";
import { ENGINE_FLAG, FlagError, MODEL_FLAG } from "./flags.ts";
import { print } from "./print.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

/** Stands for standard input among the files. */
const INPUT = "-";

await runTask({
  task: "predict",
  about: "Reads the digits in pictures; - is a picture on standard input.",
  words: "FILE|FOLDER|-…",
  paths: true,
  flags: {
    model: MODEL_FLAG,
    engine: ENGINE_FLAG,
    single: { type: "boolean", help: "every picture holds exactly one digit" },
    json: { type: "boolean", help: "print one JSON object a line for every picture" },
    debug: {
      type: "path",
      help:
        "write what each step saw into this folder as PNG, a folder for each of several pictures",
    },
  },
}, async (flags) => {
  if (flags._.length === 0) {
    throw new FlagError("predict needs pictures: deno task predict FILE|FOLDER… (see --help)");
  }
  if (flags._.indexOf(INPUT) !== flags._.lastIndexOf(INPUT)) {
    throw new FlagError(`standard input holds one picture: name ${INPUT} once`);
  }
  const files = (await Promise.all(flags._.map(listFiles))).flat();
  const bar = progressBar("reading");
  const started = performance.now();
  let [done, failed] = [0, 0];
  const readings = flags.debug === undefined && !files.includes(INPUT)
    ? readFiles(files, { ...flags, token: engineToken() })
    : readOneByOne(files, flags);
  for await (const reading of readings) {
    const file = files[done++];
    if ("error" in reading) failed++;
    print(flags.json ? JSON.stringify({ file, ...reading }) : line(file, reading));
    if (performance.now() - started > 2000 && !Deno.stdout.isTerminal()) {
      bar.onProgress(done, files.length);
    }
  }
  bar.finish();
  if (flags.debug && failed < done) console.error(`what each step saw: ${flags.debug}`);
  return failed > 0 ? 1 : 0;
});

/** Reads one file after the other, standard input among them, and writes what each step saw where that is wanted. */
async function* readOneByOne(
  files: readonly string[],
  { debug, single, ...open }: { debug?: string; single: boolean; model: string; engine?: string },
): AsyncGenerator<FileReading> {
  await using recognizer = await openRecognizer({ ...open, token: engineToken() });
  const folders = debug === undefined ? [] : stepFolders(debug, files);
  for (const [i, file] of files.entries()) {
    const steps: ReadingStep[] = [];
    const source = file === INPUT ? await new Response(Deno.stdin.readable).bytes() : file;
    const onStep = debug === undefined ? undefined : (step: ReadingStep) => steps.push(step);
    const reading = await readFile(source, recognizer, { single, onStep });
    if (debug !== undefined) await writeSteps(folders[i], steps);
    yield reading;
  }
}

/**
 * A file itself, or all files of a folder and the folders in it: numbers in the order of their value.
 *
 * A folder that is empty or may not be listed is given as it is, for whoever reads it says why it cannot be. So are
 * links to folders in a folder: they may lead back.
 */
async function listFiles(path: string): Promise<string[]> {
  const info = await Deno.stat(path).catch(() => null);
  if (!info?.isDirectory || path === INPUT) return [path];
  const entries = await Array.fromAsync(Deno.readDir(path)).catch(() => []);
  const shown = entries.filter(({ name }) => !name.startsWith("."));
  if (shown.length === 0) return [path];
  shown.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const files = shown.map(async ({ name, isSymlink }) =>
    isSymlink ? [join(path, name)] : await listFiles(join(path, name))
  );
  return (await Promise.all(files)).flat();
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
  // A name may hold characters that move the cursor, or begin a line.
  const name = file.replace(/\p{Cc}/gu, "\ufffd");
  if ("error" in answer) return `${name}: ${answer.error}`;
  const doubts = answer.digits.filter(({ digit }) => digit === null);
  const least = Math.min(...answer.digits.map(({ confidence }) => confidence));
  const doubt = doubts.length > 0
    ? `, not sure: looks like ${doubts.map(({ guess }) => guess).join(", ")}`
    : "";
  // Further lines of the picture are set below the first.
  const text = answer.text.replaceAll("\n", "\n".padEnd(`${name}: `.length + 1));
  return `${name}: ${text}  (confidence ${(100 * least).toFixed(1)} %${doubt})`;
}
