import { ImageError } from "../../base/errors.ts";
import { onError } from "../../base/on_error.ts";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import { encodePhoto, type Photo } from "../../dataset/photos.ts";
import { drawPicture, type PictureKind } from "../../dataset/pictures.ts";
import { isReadRight, type RowOptions } from "../../evaluation/evaluate_photos.ts";
import type { Recognizer } from "../../recognizer.ts";

/** A drawn picture as a file, with its truth. */
interface Case {
  readonly kind: PictureKind;
  readonly photo: Photo;
  readonly file: Uint8Array;
}

/** What was read in a case; the empty text where no ink was found. */
interface ReadCase extends Case {
  readonly answer: string;
  readonly isRight: boolean;
}

interface DrawCasesOptions extends Pick<RowOptions, "digits" | "images" | "seed"> {
  readonly kinds: readonly PictureKind[];
  readonly onProgress?: Progress;
}

/** Draws as many pictures of each kind, kind after kind, all of medium strength. */
export async function drawCases(
  { digits, kinds, images, seed, onProgress }: DrawCasesOptions,
): Promise<Case[]> {
  const source = createRandom(seed);
  const cases: Case[] = [];
  for (const kind of kinds) {
    for (let i = 0; i < images; i++) {
      const random = source.fork(`${kind} ${i}`);
      const photo = drawPicture({ digits, kind, strength: "medium", random });
      cases.push({ kind, photo, file: await encodePhoto(photo) });
      onProgress?.(cases.length, kinds.length * images, kind);
    }
  }
  return cases;
}

/** Has each picture read. */
export async function readCases(
  cases: readonly Case[],
  { read }: Pick<Recognizer, "read">,
  { onProgress }: { onProgress?: Progress } = {},
): Promise<ReadCase[]> {
  return await Array.fromAsync(cases, async (one, i) => {
    const answer = await read(one.file).then(({ text }) => text, onError(ImageError, () => ""));
    onProgress?.(i + 1, cases.length, one.kind);
    return { ...one, answer, isRight: isReadRight(one.photo.truth, one.kind, answer) };
  });
}
