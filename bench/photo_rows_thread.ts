/** A thread of `deno task photos`: measures the rows that it is told to, one at a time. */
import { loadMnist } from "../lib/dataset/mnist.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { type MeasuredRow, measureRow, type MeasureRowOptions } from "./photo_rows.ts";

/** What a thread is told. */
export type RowOrder = Pick<MeasureRowOptions, "row" | "images">;

/** What it answers: how many pictures of the row are read, and at last what it gave. */
export type RowAnswer = { readonly done: number } | MeasuredRow;

/** What a worker's global scope has; the types at hand here are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<RowOrder>) => Promise<void>;
  postMessage(answer: RowAnswer): void;
};

// The threads share the cores already.
const opening = openRecognizer({ threads: 1 });
const loading = loadMnist("test");

scope.onmessage = async ({ data }) => {
  const [{ read }, digits] = await Promise.all([opening, loading]);
  const onProgress = (done: number) => scope.postMessage({ done });
  scope.postMessage(await measureRow({ ...data, digits, read, onProgress }));
};
