import * as tf from "@tensorflow/tfjs";
import type { FinderBatch } from "../dataset/finder/finder_batches.ts";
import { EXAMPLE_SIDE } from "../dataset/finder/finder_example.ts";
import { COARSE_CHANNELS, FINE_CHANNELS } from "../dataset/finder/finder_targets.ts";

/** What each part of {@linkcode finderBatchLoss} counts. */
const WEIGHTS = { ink: 1, dice: 0.5, offset: 1, centre: 0.5, size: 0.2 } as const;

/** By how much more a pixel of ink counts than another, which counts 1: there are few of them. */
const INK = 4;

/**
 * How far the finder's outputs for a batch are from the truth.
 *
 * Ink: cross-entropy and dice (Milletari et al. 2016). Middles: the focal loss of CenterNet (Zhou et al.
 * 2019). Offsets and sizes: mean absolute difference where there is something to point from.
 *
 * @param outputs `fine` and `coarse` as `finderNetwork` gives them.
 * @returns A scalar.
 */
export function finderBatchLoss(
  [fine, coarse]: readonly tf.Tensor[],
  batch: FinderBatch,
): tf.Scalar {
  const truth = (data: Float32Array, side: number, channels: number) =>
    tf.tensor4d(data, [batch.count, side, side, channels]);
  const fineTruth = truth(batch.fine, EXAMPLE_SIDE / 2, FINE_CHANNELS);
  const coarseTruth = truth(batch.coarse, EXAMPLE_SIDE / 4, COARSE_CHANNELS);
  const [inkLogits, offsets] = tf.split(fine, [4, 2], 3);
  const [ink, offsetTruth, offsetWeight] = tf.split(fineTruth, [4, 2, 1], 3);
  const [centreLogits, sizes] = tf.split(coarse, [2, 1], 3);
  const [centres, sizeTruth, sizeWeight] = tf.split(coarseTruth, [2, 1, 1], 3);
  const parts: [number, tf.Tensor][] = [
    [WEIGHTS.ink, meanOver(crossEntropy(inkLogits, ink), ink.mul(INK).add(1))],
    [WEIGHTS.dice, dice(inkLogits, ink)],
    [WEIGHTS.offset, meanOver(offsets.sub(offsetTruth).abs().sum(3, true), offsetWeight)],
    [WEIGHTS.centre, focal(centreLogits, centres)],
    [WEIGHTS.size, meanOver(sizes.sub(sizeTruth).abs(), sizeWeight)],
  ];
  return tf.addN(parts.map(([weight, part]) => part.mul(weight))) as tf.Scalar;
}

function meanOver(values: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  return values.mul(weights).sum().div(weights.sum().add(1e-3));
}

/** Of each number, in nats. */
function crossEntropy(logits: tf.Tensor, truth: tf.Tensor): tf.Tensor {
  return tf.softplus(logits).sub(logits.mul(truth));
}

function dice(logits: tf.Tensor, truth: tf.Tensor): tf.Tensor {
  const share = tf.sigmoid(logits);
  const both = share.mul(truth).sum().mul(2).add(1);
  return tf.scalar(1).sub(both.div(share.sum().add(truth.sum()).add(1)));
}

/** By the number of middles; those next to one count little against it. */
function focal(logits: tf.Tensor, truth: tf.Tensor): tf.Tensor {
  const share = tf.sigmoid(logits);
  const isCentre = truth.greaterEqual(1).cast("float32");
  const there = tf.softplus(logits.neg()).mul(tf.scalar(1).sub(share).square()).mul(isCentre);
  const away = tf.scalar(1).sub(truth).square().square();
  const elsewhere = tf.softplus(logits).mul(share.square()).mul(away);
  return there.add(elsewhere).sum().div(isCentre.sum().add(1));
}
