import { ImageError } from "../../base/errors.ts";
import { onError } from "../../base/on_error.ts";
import type { Progress } from "../../base/progress.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import type { Reading } from "../../reading.ts";
import type { Recognizer } from "../../recognizer.ts";

/** A picture of the page's list: its file's name, and what was read or why not. */
interface PageEntry {
  readonly name: string;
  readonly answer: (Reading & { readonly width: number; readonly height: number }) | null;
  /** An error's code. */
  readonly failure: string | null;
}

/** Reads pictures into a list as the page holds it and saves it (`lib/server/page/write_readings.js`). */
export async function readAsPage(
  { readPicture }: Pick<Recognizer, "readPicture">,
  pictures: readonly { readonly file: string; readonly picture: GrayImage }[],
  { onProgress }: { readonly onProgress?: Progress } = {},
): Promise<PageEntry[]> {
  return await Array.fromAsync(pictures, async ({ file: name, picture }, i): Promise<PageEntry> => {
    const entry = await readPicture({ ...picture, scale: 1 }).then(
      ({ reading, width, height }) => ({ answer: { ...reading, width, height }, failure: null }),
      onError(ImageError, ({ code }) => ({ answer: null, failure: code })),
    );
    onProgress?.(i + 1, pictures.length);
    return { name, ...entry };
  });
}
