import { ImageError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Mark } from "../dataset/photos.ts";
import type { PictureKind } from "../dataset/pictures.ts";
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

/** Fitted confidences are probabilities: below a half, an answer is likelier wrong than right. */
const THRESHOLD = 0.5;

/**
 * How much the answers of a kind count, where not as all do. The finder has to learn from more signs than people send: a
 * one would be taken for a slash too often.
 */
const COUNTS: Readonly<Partial<Record<PictureKind, number>>> = {
  canvasSigns: 0.5,
  signs: 0.5,
  notes: 0.5,
};

/** From this overlap on, a box shows a mark. */
const LEAST_OVERLAP = 0.5;

/** How far both are widened before they are compared, as a share of the mark's longer side. */
const WIDENED = 0.1;

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
      const isRight = showsOneDigit(box, guess, picture.marks);
      judged.push({ evidence, isRight, weight: COUNTS[picture.kind] });
    };
    await recognizer.readPicture({ ...darknessOf(picture), scale: 1 }, { onTrial })
      .catch(onError(ImageError, () => {}));
    onProgress?.(n + 1, images);
  }
  return { trust: fitTrust(judged), threshold: THRESHOLD };
}

/** From this share of its box on, a digit is part of what lies in another box. */
const TAKEN_IN = 0.8;

/**
 * Whether what lies in a box is one digit, the one that it was read as.
 *
 * A two and the one beside it, taken for one character, may well read as a two.
 */
export function showsOneDigit(
  box: Box,
  guess: string,
  marks: readonly Pick<Mark, "box" | "sign" | "isDigit">[],
): boolean {
  const digits = marks.filter(({ isDigit }) => isDigit);
  const shown = digits.find((mark) =>
    mark.sign === guess && overlap(box, mark.box) > LEAST_OVERLAP
  );
  return shown !== undefined &&
    !digits.some((other) =>
      other !== shown && sharedArea(other.box, box) > TAKEN_IN * areaOf(other.box)
    );
}

/** Intersection over union, of boxes that are widened first: small ones seldom lie pixel on pixel. */
function overlap(box: Box, mark: Box): number {
  const pad = WIDENED * Math.max(mark.width, mark.height);
  const [a, b] = [box, mark].map(({ x, y, width, height }) => (
    { x: x - pad, y: y - pad, width: width + 2 * pad, height: height + 2 * pad }
  ));
  const shared = sharedArea(a, b);
  return shared / (areaOf(a) + areaOf(b) - shared);
}

const areaOf = ({ width, height }: Box) => width * height;

function sharedArea(a: Box, b: Box): number {
  const shared = (start: number, size: number, other: number, otherSize: number) =>
    Math.max(0, Math.min(start + size, other + otherSize) - Math.max(start, other));
  return shared(a.x, a.width, b.x, b.width) * shared(a.y, a.height, b.y, b.height);
}
