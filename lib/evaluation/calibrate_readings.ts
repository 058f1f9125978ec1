import { ImageError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { darknessOf, drawFinderPicture } from "../dataset/finder/finder_picture.ts";
import { SETTINGS } from "../finder/finder_settings.ts";
import type { Box } from "../image/gray_image.ts";
import type { Trust } from "../model/trust.ts";
import type { Trial } from "../read_picture.ts";
import type { Recognizer } from "../recognizer.ts";
import { fitTrust, type Judged } from "./fit_trust.ts";

interface CalibrateReadingsOptions {
  /** One whose card has no `trust` yet: that is what is fitted. */
  readonly recognizer: Pick<Recognizer, "readPicture">;
  /** Digits that neither network was trained on, as in MNIST. */
  readonly digits: Dataset;
  /** Pictures to draw. */
  readonly images: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** An answer that is likelier wrong than right is none: confidences mean what they say once they are fitted. */
const THRESHOLD = 0.5;

/** Fits how sure readings are on drawn pictures. */
export async function calibrateReadings(
  { recognizer, digits, images, seed, onProgress }: CalibrateReadingsOptions,
): Promise<{ trust: Trust; threshold: number }> {
  const random = createRandom(seed);
  const judged: Judged[] = [];
  for (let n = 0; n < images; n++) {
    // As large as what is worked on, whatever the size of a file.
    const picture = await drawFinderPicture(digits, random.fork(`picture ${n}`), SETTINGS.picture);
    // Everything that is taken for a character on trial, and whether it is one and read right.
    const onTrial = ({ box, guess, evidence }: Trial) => {
      const isRight = picture.marks.some((mark) =>
        mark.isDigit && mark.sign === guess && overlap(box, mark.box) > LEAST_OVERLAP
      );
      judged.push({ evidence, isRight });
    };
    await recognizer.readPicture({ ...darknessOf(picture), scale: 1 }, { onTrial })
      .catch(onError(ImageError, () => {}));
    onProgress?.(n + 1, images);
  }
  return { trust: fitTrust(judged), threshold: THRESHOLD };
}

/** A box shows a mark from this overlap on, and both are widened by so much of the mark's size before. */
const LEAST_OVERLAP = 0.5;
const WIDENED = 0.1;

/** Intersection over union. */
function overlap(box: Box, mark: Box): number {
  const pad = WIDENED * Math.max(mark.width, mark.height);
  const shared = (start: number, size: number, other: number, otherSize: number) =>
    Math.max(0, Math.min(start + size, other + otherSize) - Math.max(start, other) + 2 * pad);
  const both = shared(box.x, box.width, mark.x, mark.width) *
    shared(box.y, box.height, mark.y, mark.height);
  const area = ({ width, height }: Box) => (width + 2 * pad) * (height + 2 * pad);
  return both / (area(box) + area(mark) - both);
}
