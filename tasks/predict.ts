/** Reads the digits in pictures. */
import { basename, join } from "@std/path";
import { ImageError, UserError } from "../lib/base/errors.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import type { Reading } from "../lib/reading.ts";
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
  const recognizer = await openRecognizer(flags);
  const folders = flags.debug === undefined ? null : stepFolders(flags.debug, files);
  const bar = progressBar("reading");
  const started = performance.now();
  let failed = 0;
  for (const [i, file] of files.entries()) {
    const steps: ReadingStep[] = [];
    const onStep = folders ? (step: ReadingStep) => steps.push(step) : undefined;
    const answer = await read(
      file,
      (bytes) => recognizer.read(bytes, { single: flags.single, onStep }),
    );
    if ("error" in answer) failed++;
    if (folders) await writeSteps(folders[i], steps);
    console.log(flags.json ? JSON.stringify({ file, ...answer }) : line(file, answer));
    if (performance.now() - started > 2000 && !Deno.stdout.isTerminal()) {
      bar.onProgress(i + 1, files.length);
    }
  }
  bar.finish();
  if (folders) console.error(`what each step saw: ${flags.debug}`);
  await recognizer.close();
  return failed > 0 ? 1 : 0;
});

type Answer = Reading | { readonly error: string };

async function read(
  file: string,
  recognize: (bytes: Uint8Array) => Promise<Reading>,
): Promise<Answer> {
  try {
    return await recognize(await Deno.readFile(file));
  } catch (error) {
    if (error instanceof ImageError) return { error: error.message };
    if (error instanceof Deno.errors.NotFound) return { error: "no such file" };
    if (error instanceof Deno.errors.PermissionDenied) return { error: "it may not be read" };
    throw error;
  }
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

function line(file: string, answer: Answer): string {
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
