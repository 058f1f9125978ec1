import { argmax } from "../../base/argmax.ts";
import type { Progress } from "../../base/progress.ts";
import { createRandom } from "../../base/random.ts";
import { encodePhoto } from "../../dataset/photos.ts";
import { drawPicture } from "../../dataset/pictures.ts";
import { isReadRight, type RowOptions } from "../../evaluation/evaluate_photos.ts";
import { findMarks, type Found } from "../../finder/find_marks.ts";
import { SETTINGS } from "../../finder/finder_settings.ts";
import type { RunFinder } from "../../finder/look.ts";
import { decode } from "../../image/decode.ts";
import { type Character, readRows, type ReadRowsOptions } from "../../read_rows.ts";

interface FirstChoiceOptions
  extends
    Pick<ReadRowsOptions, "classify" | "trust">,
    Pick<RowOptions, "digits" | "kind" | "seed"> {
  readonly finder: RunFinder;
  readonly classes: readonly string[];
  /** Pictures at most. */
  readonly tries: number;
  /** What is looked for. */
  readonly wanted: (choice: Choice) => boolean;
  readonly onProgress?: Progress;
}

/** A picture, and what the classifier chose of the characters that it may hold. */
export interface Choice {
  /** Its number among the pictures that were drawn, from 1. */
  readonly picture: number;
  readonly found: Found;
  /** Everything that was taken for a character on trial. */
  readonly trials: readonly Character[];
  /** What was chosen of it, from left to right. */
  readonly chosen: readonly Character[];
  /** The true text, which is what the chosen characters say. */
  readonly text: string;
}

/**
 * The first of some drawn pictures of one row that is read right and in which the choice is what is looked for;
 * null where there is none.
 *
 * The pictures are small and of medium strength. Read right means the likeliest classes, trusted or not.
 */
export async function firstChoice(options: FirstChoiceOptions): Promise<Choice | null> {
  const { digits, kind, seed, tries, finder, classes, wanted, onProgress, ...reading } = options;
  const source = createRandom(seed);
  for (let i = 0; i < tries; i++) {
    const random = source.fork(`${kind} ${i}`);
    const photo = drawPicture({ digits, kind, strength: "medium", longest: 320, random });
    const picture = await decode(await encodePhoto(photo), { maxSide: SETTINGS.picture });
    const found = await findMarks(picture, finder);
    const trials: Character[] = [];
    const rows = await readRows(found, { ...reading, onTrial: (one) => trials.push(one) });
    const chosen = rows.flat();
    const best = ({ probabilities }: Character) => classes[argmax(probabilities)];
    const text = chosen.map(best).join("");
    onProgress?.(i + 1, tries);
    const parts = trials.filter(({ count }) => count === 1);
    const isOneRow = new Set(parts.map(({ first }) => first)).size === parts.length;
    const choice = { picture: i + 1, found, trials, chosen, text };
    if (isOneRow && isReadRight(photo.truth, kind, text) && wanted(choice)) return choice;
  }
  return null;
}

/** Whether something was put together of parts of which none reads as a digit. */
export function isJoined({ trials, chosen }: Choice): boolean {
  return chosen.some(({ first, count }) =>
    count > 1 &&
    trials.filter((one) => one.count === 1 && one.first >= first && one.first < first + count)
      .every(({ confidence }) => confidence < SETTINGS.likely)
  );
}

/** Whether more characters were chosen than were found. */
export function isTakenApart({ found, chosen }: Choice): boolean {
  return chosen.length > found.marks.length;
}
