/** A thread of `deno task photos`: measures the rows that it is told to, one at a time. */
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { evaluatePhotos, isReadRight, photoScore } from "../../lib/evaluation/evaluate_photos.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { type MeasuredRow, ROWS, SEED } from "./photo_rows.ts";
import { readByFormerPath } from "./read_by_former_path.ts";

/** What a thread is told: the row's number among {@linkcode ROWS}, and how many pictures it has. */
export interface RowOrder {
  readonly row: number;
  readonly images: number;
}

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

scope.onmessage = async ({ data }) => scope.postMessage(await measureRow(data));

/** Draws the pictures of a row and has both paths read them. */
async function measureRow({ row: index, images }: RowOrder): Promise<MeasuredRow> {
  const [{ read }, digits] = await Promise.all([opening, loading]);
  const [, kind, strength, which] = ROWS[index];
  const seen: { readonly file: Uint8Array; readonly text: string }[] = [];
  const row = await evaluatePhotos({
    ...{ digits, kind, strength, images, seed: SEED, ...which, read },
    onProgress: (done) => scope.postMessage({ done }),
    onPhoto: ({ truth: { text } }, file) => seen.push({ file, text }),
  });
  let missing = "";
  const texts = await readByFormerPath(seen.map(({ file }) => file)).catch(
    onError(UserError, ({ message }) => {
      missing = `The former path is left out: ${message}.`;
      return null;
    }),
  );
  const right = texts?.filter((text, i) => isReadRight(seen[i], kind, text)).length;
  return { row, former: right === undefined ? null : photoScore(right, seen.length), missing };
}
