import { ImageError } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import type { Reading } from "../../reading.ts";
import type { Recognizer } from "../../recognizer.ts";

/** A picture of the page's list: its file's name, and what was read or why not. */
export interface PageEntry {
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
  const entries: PageEntry[] = [];
  for (const { file, picture } of pictures) {
    try {
      const { reading, width, height } = await readPicture({ ...picture, scale: 1 });
      entries.push({ name: file, answer: { ...reading, width, height }, failure: null });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      entries.push({ name: file, answer: null, failure: error.code });
    }
    onProgress?.(entries.length, pictures.length);
  }
  return entries;
}
