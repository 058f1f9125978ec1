import { ImageError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import { type Dataset, pictureAt } from "../dataset/dataset.ts";
import { drawFinderPicture, type FinderPicture, greyOf } from "../dataset/finder/finder_picture.ts";
import type { Box } from "../image/gray_image.ts";
import type { Trust } from "../model/trust.ts";
import type { Recognizer } from "../recognizer.ts";
import { confidenceThreshold } from "./confidence_threshold.ts";
import { fitTrust, type Judged } from "./fit_trust.ts";

/** What {@linkcode calibrateReadings} takes. */
export interface CalibrateReadingsOptions {
  /** What it makes of `trust` is fitted here; whatever it has is left aside. */
  readonly recognizerWith: (trust?: Trust) => Pick<Recognizer, "readPicture">;
  /** Digits that neither network was trained on, as in MNIST. */
  readonly digits: Dataset;
  /** Pictures to draw. */
  readonly images: number;
  readonly seed: number;
  readonly onProgress?: Progress;
}

/** Digits, as a data set shows them, that the threshold is chosen on. */
const PLAIN = 2000;

/**
 * Fits how sure readings are on drawn pictures, and chooses the threshold on digits as they are, three in a
 * thousand of which may be refused.
 */
export async function calibrateReadings(
  { recognizerWith, digits, images, seed, onProgress }: CalibrateReadingsOptions,
): Promise<{ trust: Trust; threshold: number }> {
  const random = createRandom(seed);
  const recognizer = recognizerWith();
  const plain = Math.min(PLAIN, digits.size);
  const judged: Judged[] = [];
  for (let n = 0; n < images; n++) {
    const picture = await drawFinderPicture(digits, random.fork(`picture ${n}`));
    judged.push(...await judge(picture, recognizer));
    onProgress?.(n + 1, images + plain);
  }
  const trust = fitTrust(judged);
  const trusting = recognizerWith(trust);
  const confidences = new Float32Array(plain);
  for (let i = 0; i < plain; i++) {
    const picture = { ...pictureAt(digits, i), scale: 1 };
    const { reading } = await trusting.readPicture(picture, { single: true });
    confidences[i] = reading.digits[0].confidence;
    onProgress?.(images + i + 1, images + plain);
  }
  // An answer that is likelier wrong than right is none.
  const least = confidenceThreshold(confidences, plain);
  return { trust, threshold: Math.max(0.5, least) };
}

/** Every character that is found in a picture, and whether it is read right: of two on one digit, the surer. */
async function judge(
  picture: FinderPicture,
  recognizer: Pick<Recognizer, "readPicture">,
): Promise<Judged[]> {
  const answer = await recognizer.readPicture({ ...greyOf(picture), scale: 1 }).catch((error) => {
    if (error instanceof ImageError) return null;
    throw error;
  });
  if (!answer) return [];
  const { reading: { digits }, evidence } = answer;
  const taken = new Set<number>();
  return digits.map((digit, i) => ({ digit, evidence: evidence[i] }))
    .sort((a, b) => b.evidence.digit - a.evidence.digit)
    .map(({ digit: { digit, guess, box }, evidence }) => {
      const shown = picture.marks.findIndex((mark, n) =>
        !taken.has(n) && isMiddleIn(box, mark.box)
      );
      taken.add(shown);
      const mark = picture.marks[shown];
      return { evidence, isRight: Boolean(mark?.isDigit) && mark.sign === (digit ?? guess) };
    });
}

function isMiddleIn({ x, y, width, height }: Box, outer: Box): boolean {
  const [u, v] = [x + width / 2, y + height / 2];
  return u >= outer.x && v >= outer.y && u <= outer.x + outer.width && v <= outer.y + outer.height;
}
