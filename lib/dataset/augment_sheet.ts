import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { augment, augmentNegative } from "./augment.ts";
import { strokeFields } from "./augment/stroke_fields.ts";
import { contactSheet } from "./contact_sheet.ts";
import { type Dataset, membersOf, subset } from "./dataset.ts";

/** Pictures in a row of the sheet. */
const COLUMNS = 24;

/**
 * A contact sheet of what is made of a dataset's digits in training: two rows of every class, then three rows of no digit.
 *
 * @param dataset Pictures of 28 x 28 pixels, at least one of every class.
 */
export function augmentSheet(
  dataset: Dataset,
  { seed, onProgress }: { readonly seed: number; readonly onProgress?: Progress },
): GrayImage {
  const chosen = membersOf(dataset).flatMap((own) =>
    Array.from({ length: 2 * COLUMNS }, (_, i) => own[i % own.length])
  );
  const shown = subset(dataset, chosen);
  const options = { dataset: shown, fields: strokeFields(shown), random: createRandom(seed) };
  const count = chosen.length + 3 * COLUMNS;
  const pictures = Array.from({ length: count }, (_, i) => {
    onProgress?.(i + 1, count);
    return i < chosen.length ? augment(i, options) : augmentNegative(options);
  });
  const { width, height } = dataset;
  const images = pictures.map((data) => ({ width, height, data }));
  return contactSheet(images, { columns: COLUMNS, scale: 2 });
}
