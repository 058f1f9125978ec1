import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { augment, augmentNegative } from "./augment.ts";
import { strokeFields } from "./augment/stroke_fields.ts";
import { contactSheet } from "./contact_sheet.ts";
import { type Dataset, subset } from "./dataset.ts";

/** Pictures in a row of the sheet. */
const COLUMNS = 24;

/**
 * A contact sheet of what is made of a dataset's digits in training: two rows of every class, then three rows of no digit.
 *
 * @param dataset Square pictures, at least one of every class.
 */
export function augmentSheet(
  dataset: Dataset,
  { seed, onProgress }: { readonly seed: number; readonly onProgress?: Progress },
): GrayImage {
  const chosen = dataset.classes.flatMap((_, label) => {
    const own = [...dataset.labels.keys()].filter((i) => dataset.labels[i] === label);
    return Array.from({ length: 2 * COLUMNS }, (_, i) => own[i % own.length]);
  });
  const shown = subset(dataset, chosen);
  const options = { dataset: shown, fields: strokeFields(shown), random: createRandom(seed) };
  const count = chosen.length + 3 * COLUMNS;
  const pictures = Array.from({ length: count }, (_, i) => {
    onProgress?.(i, count);
    return i < chosen.length ? augment(i, options) : augmentNegative(options);
  });
  onProgress?.(count, count);
  const { width, height } = dataset;
  const images = pictures.map((data) => ({ width, height, data }));
  return contactSheet(images, { columns: COLUMNS, scale: 2 });
}
