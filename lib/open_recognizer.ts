import { fromFileUrl } from "@std/path";
import { UserError } from "./base/errors.ts";
import type { Engine } from "./engine/engine.ts";
import { openEngine, type OpenEngineOptions } from "./engine/open_engine.ts";
import { openFinder } from "./finder/open_finder.ts";
import type { ModelCard } from "./model/card.ts";
import { createRecognizer, type Recognizer } from "./recognizer.ts";

/** Where this project's digit net is, wherever a program is started. */
export const DIGITS_FOLDER = fromFileUrl(new URL("../models/digits", import.meta.url));

/** A recognizer with all that it needs running. */
export interface OpenRecognizer extends Recognizer, AsyncDisposable {
  /** The classifier that is running. */
  readonly engine: Engine;
  /** What its model says of itself. */
  readonly card: ModelCard;
  /**
   * Frees what it holds, as the end of an `await using` does. It cannot read afterwards, and a reading that has
   * not ended fails: await it first.
   */
  close(): Promise<void>;
}

/**
 * Opens a model, and the finder that shows it digits, ready to read pictures.
 *
 * @param options This project's digit net, in this process, where they are left out.
 * @throws {ModelError} when a folder holds no sound model, or the server does not serve it.
 *
 * @example
 * ```ts
 * import { drawStrokes } from "./image/draw_strokes.ts";
 * import { encodePng } from "./image/encode_png.ts";
 * import { openRecognizer } from "./open_recognizer.ts";
 * import assert from "node:assert/strict";
 *
 * const stroke = [{ x: 30, y: 20 }, { x: 30, y: 80 }];
 * const png = await encodePng(drawStrokes([stroke], { width: 60, height: 100, pen: 5 }));
 *
 * const recognizer = await openRecognizer({ threads: 1 });
 * const { text } = await recognizer.read(png);
 * await recognizer.close();
 * assert.equal(text, "1");
 * ```
 */
export async function openRecognizer(
  { model = DIGITS_FOLDER, ...options }: Partial<OpenEngineOptions> = {},
): Promise<OpenRecognizer> {
  const opening = [
    openEngine({ model, ...options }),
    openFinder(options),
  ] as const;
  // Where one cannot be opened, the other is closed once it is.
  const [opened, found] = await Promise.allSettled(opening);
  if (opened.status === "rejected" || found.status === "rejected") {
    if (opened.status === "fulfilled") await opened.value.engine.close();
    if (found.status === "fulfilled") await found.value.close();
  }
  const [{ engine, card }, finder] = await Promise.all(opening);
  let closing: Promise<unknown> | null = null;
  const close = async () => {
    await (closing ??= Promise.all([engine.close(), finder.close()]));
  };
  const untilClosed = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => (...args: A) =>
    closing === null
      ? work(...args)
      : Promise.reject(new UserError("the recognizer is closed: open another one to read on"));
  const { read, readDetailed, readPicture } = createRecognizer({
    engine,
    card,
    finder: finder.run,
  });
  return {
    read: untilClosed(read),
    readDetailed: untilClosed(readDetailed),
    readPicture: untilClosed(readPicture),
    ...{ engine, card, close, [Symbol.asyncDispose]: close },
  };
}
