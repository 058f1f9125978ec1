import { ModelError, ServerDown } from "./base/errors.ts";
import type { OpenEngineOptions } from "./engine/open_engine.ts";
import { openRecognizer } from "./open_recognizer.ts";
import { type FileReading, readFile } from "./read_file.ts";

/** What {@linkcode readFiles} takes. */
export interface ReadFilesOptions extends Partial<OpenEngineOptions> {
  /** Every picture holds exactly one digit. */
  readonly single?: boolean;
  /** How many files are read at once, at most; as many as there are cores when left out. */
  readonly atOnce?: number;
}

/** What a thread is told: first what it reads with, then a file at a time. */
export type ThreadOrder =
  | { readonly open: Partial<OpenEngineOptions>; readonly single: boolean }
  | { readonly file: string };

/** What a thread answers: that it is ready, that its model fails, or what a file reads as. */
export type ThreadAnswer =
  | "ready"
  | { readonly broken: string; /** Until its server is asked again. */ readonly seconds?: number }
  | { readonly reading: FileReading };

/** Another thread takes as long to start as reading so many files takes. */
const WORTH = 50;

/**
 * Reads files on all cores and gives their readings in the order of the files.
 *
 * @throws {ModelError} when the model cannot be opened, or the server that runs it fails.
 *
 * @example
 * ```ts
 * import { drawStrokes } from "./image/draw_strokes.ts";
 * import { encodePng } from "./image/encode_png.ts";
 * import { readFiles } from "./read_files.ts";
 * import assert from "node:assert/strict";
 *
 * const stroke = [{ x: 30, y: 20 }, { x: 30, y: 80 }];
 * const png = await encodePng(drawStrokes([stroke], { width: 60, height: 100, pen: 5 }));
 *
 * const file = await Deno.makeTempFile();
 * await Deno.writeFile(file, png);
 * const answers: string[] = [];
 * for await (const reading of readFiles([file, "nowhere.png"])) {
 *   answers.push("error" in reading ? reading.error : reading.text);
 * }
 * await Deno.remove(file);
 * assert.deepEqual(answers, ["1", "no such file"]);
 * ```
 */
export async function* readFiles(
  files: readonly string[],
  options: ReadFilesOptions = {},
): AsyncGenerator<FileReading> {
  const { single = false, atOnce = navigator.hardwareConcurrency, ...open } = options;
  const count = Math.min(atOnce, Math.floor(files.length / WORTH));
  if (count < 2) {
    await using recognizer = await openRecognizer(open);
    for (const file of files) yield await readFile(file, recognizer, { single });
    return;
  }

  const readings = files.map(() => Promise.withResolvers<FileReading>());
  // Those that nobody comes to await must not end the program.
  readings.forEach(({ promise }) => promise.catch(() => {}));
  const fail = (error: Error) => readings.forEach(({ reject }) => reject(error));
  let next = 0;
  const threads = Array.from({ length: count }, () => {
    const url = new URL("./read_files_worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    const thread = { worker, answered: Promise.withResolvers<void>() };
    let at = -1;
    worker.onmessage = ({ data }: MessageEvent<ThreadAnswer>) => {
      thread.answered.resolve();
      if (data !== "ready") {
        if ("broken" in data) {
          const { broken, seconds } = data;
          return fail(seconds ? new ServerDown(broken, seconds) : new ModelError(broken));
        }
        readings[at].resolve(data.reading);
      }
      if (next === files.length) return;
      at = next++;
      thread.answered = Promise.withResolvers();
      worker.postMessage({ file: files[at] } satisfies ThreadOrder);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      thread.answered.resolve();
      fail(new Error(`reading failed: ${event.message}`));
    };
    // One thread each: they share the cores already.
    worker.postMessage({ open: { threads: 1, ...open }, single } satisfies ThreadOrder);
    return thread;
  });
  try {
    for (const { promise } of readings) yield await promise;
  } finally {
    // A thread that ends while native code runs for it takes the program with it: each finishes what it is at.
    next = files.length;
    await Promise.all(threads.map(({ answered }) => answered.promise));
    for (const { worker } of threads) worker.terminate();
  }
}
