/** A thread of `readFiles`: opens its own recognizer, then reads the files that it is told to. */
import { ModelError, ServerDown } from "./base/errors.ts";
import { openRecognizer } from "./open_recognizer.ts";
import { readFile } from "./read_file.ts";
import type { ThreadAnswer, ThreadOrder } from "./read_files.ts";
import type { Recognizer } from "./recognizer.ts";

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<ThreadOrder>) => Promise<void>;
  postMessage(answer: ThreadAnswer): void;
};

let recognizer: Recognizer;
let single: boolean;

scope.onmessage = async ({ data }) => {
  try {
    if ("file" in data) {
      scope.postMessage({ reading: await readFile(data.file, recognizer, { single }) });
      return;
    }
    recognizer = await openRecognizer(data.open);
    single = data.single;
    scope.postMessage("ready");
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const seconds = error instanceof ServerDown ? error.seconds : undefined;
    scope.postMessage({ broken: error.message, seconds });
  }
};
