/** What the digit net learns from. */
import type { Progress } from "../base/progress.ts";
import type { Random } from "../base/random.ts";
import { shuffledIndices } from "../base/shuffled_indices.ts";
import {
  augment,
  augmentNegative,
  type AugmentOptions,
  augmentPenDigit,
  augmentPiece,
} from "../dataset/augment.ts";
import { strokeFields } from "../dataset/augment/stroke_fields.ts";
import { type Dataset, redraw } from "../dataset/dataset.ts";
import { joinDatasets } from "../dataset/join_datasets.ts";
import { type PhotoPieces, photoPieces } from "../dataset/photo_pieces.ts";
import type { BatchSource } from "./classifier.ts";
import type { Batch } from "./fit.ts";

/** How the batches are mixed. */
export const AUGMENTATION = {
  /** Pictures of no digit for each of a digit, and the weight of all of them relative to all digits. */
  negatives: 24 / 128,
  negativeWeight: 0.12,
  /** Share of the digits, and of the pictures of no digit, that are pieces of drawn pictures. */
  fromPhotos: 0.35,
  othersFromPhotos: 0.6,
  /** Share of the other digits that are written as schools of many countries teach them, or by `people`. */
  fromSchools: 0.25,
  /** Training digits for each picture that is cut up. */
  digitsPerPhoto: 6,
  /** Share of the training, at its end, over which augmentation weakens, and the strength that is left. */
  calm: 0.3,
  calmest: 0.3,
} as const;

/** The pictures drawn anew, some of them replaced by pieces of photographs, and with them some of no digit. */
export async function augmentedBatches(source: BatchSource): Promise<(share: number) => Batch> {
  const { dataset, batch, people, onStage, onProgress } = source;
  const pieces = await cutPictures(source);
  const nextIndices = shuffledIndices(dataset.size, batch, source.random);
  const random = source.random.fork("augment");
  onStage?.("measuring strokes");
  const fields = strokeFields(dataset, { onProgress });
  const pixels = dataset.width * dataset.height;
  const classes = dataset.classes.length;
  const negatives = Math.round(AUGMENTATION.negatives * batch);
  const { calm, calmest } = AUGMENTATION;
  return (share) => {
    const strength = Math.min(1, calmest + (1 - calmest) * (1 - share) / calm);
    const how = { dataset, fields, random, strength, people };
    const indices = nextIndices();
    const count = indices.length + negatives;
    const images = new Float32Array(count * pixels);
    const targets = new Float32Array(count * classes);
    indices.forEach((index, i) => {
      const { image, label } = drawDigit(index, pieces, how);
      images.set(image, i * pixels);
      targets[i * classes + label] = 1;
    });
    // All negatives together weigh a fixed share of the batch, spread evenly over the classes.
    targets.fill(
      AUGMENTATION.negativeWeight * indices.length / (negatives * classes),
      indices.length * classes,
    );
    for (let i = indices.length; i < count; i++) {
      const other = pieces.others.length > 0 && random.chance(AUGMENTATION.othersFromPhotos)
        ? random.pick(pieces.others)
        : null;
      images.set(other ? augmentPiece(other, how) : augmentNegative(how), i * pixels);
    }
    return { images, targets, count, weight: indices.length };
  };
}

/** A digit of the dataset, drawn anew, or another one in its place. */
function drawDigit(
  index: number,
  { digits }: PhotoPieces,
  how: AugmentOptions,
): { readonly image: Float32Array; readonly label: number } {
  const { dataset, random } = how;
  if (digits.length > 0) {
    if (random.chance(AUGMENTATION.fromPhotos)) {
      const { image, label } = random.pick(digits);
      return { image: augmentPiece(image, how), label };
    }
    if (random.chance(AUGMENTATION.fromSchools)) return augmentPenDigit(how);
  }
  return { image: augment(index, how), label: dataset.labels[index] };
}

/** Pieces of pictures of the training digits; none where the classes are not the ten digits. */
async function cutPictures(
  { dataset: digits, finder, seed, effort, onStage, onProgress, signal }: BatchSource,
): Promise<PhotoPieces> {
  const areDigits = digits.width === 28 && digits.classes.join("") === "0123456789";
  if (!finder || !areDigits) return { digits: [], others: [] };
  onStage?.("cutting up pictures");
  const photos = Math.ceil(effort * digits.size / AUGMENTATION.digitsPerPhoto);
  // Other pictures than those that the finder learnt from, where it finds better than elsewhere.
  return await photoPieces({
    ...{ digits, photos, finder, seed: seed + 500 },
    onProgress(done, total) {
      signal?.throwIfAborted();
      onProgress?.(done, total);
    },
  });
}

/** The pictures as they are, then all of them drawn anew: what confidences are to be right about. */
export function withAugmented(
  dataset: Dataset,
  random: Random,
  onProgress?: Progress,
): Dataset {
  const fields = strokeFields(dataset, { onProgress });
  const drawn = redraw(dataset, dataset, (i) => augment(i, { dataset, fields, random }));
  return joinDatasets([dataset, drawn]);
}
