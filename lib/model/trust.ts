/** How sure an answer is, from what both networks say and from what else is in the picture. */
import { clamp } from "../base/clamp.ts";

/** What speaks for and against a character being read right. */
export interface Evidence {
  /** The classifier's probability of its likeliest class. */
  readonly best: number;
  /** Its probability of the second likeliest: where two classes are likely it is some digit, where none is, hardly. */
  readonly second: number;
  /** The finder's probability that a digit's middle is there. */
  readonly digit: number;
  /** The finder's probability that another sign's middle is there. */
  readonly sign: number;
  /** How far the finder's estimate of its size is from its ink's, as the logarithm of their ratio. */
  readonly misfit: number;
  /** How far its height is from the median of the picture's sure characters, likewise; 0 where none is sure. */
  readonly unlike: number;
  /** The mean `best` of the picture's other characters; 0.5 where it is alone. */
  readonly company: number;
  /** The finder's mean probability of a digit, less that of a sign, of the others of its word; 0 where it has none. */
  readonly wordDigits: number;
  /** The mean `best` of the others of its word; 0.5 where it has none. */
  readonly wordBest: number;
  /** 1 where it is alone in the picture, else 0: nothing can be learnt from others then. */
  readonly alone: number;
  /** The logarithm of one more than the picture's other characters. */
  readonly others: number;
  /** How many more pieces than one it is put together from. */
  readonly joints: number;
  /** Its width for its height, at most 2: no logarithm, for thin ones hardly differ. */
  readonly aspect: number;
  /**
   * The logarithm of how many times its picture was enlarged to be looked at; 0 where it was not. Of few pixels the
   * finder is less sure, and still right.
   */
  readonly enlarged: number;
}

/** The {@linkcode Evidence} of one clear digit, alone: where nothing is known but the classifier's word. */
export const ALONE = {
  second: 0,
  digit: 1,
  sign: 0,
  misfit: 0,
  unlike: 0,
  company: 0.5,
  wordDigits: 0,
  wordBest: 0.5,
  alone: 1,
  others: 0,
  joints: 0,
  aspect: 0.7,
  enlarged: 0,
} as const;

/**
 * Weights of a logistic regression, see `fitTrust`, by the names of {@linkcode featuresOf}; those left out are 0.
 */
export type Trust = Readonly<Record<string, number>> & { readonly bias: number };

/** The largest logit, for evidence that is surer still: the last decimals of a float say nothing. */
const SUREST = 9;

/** The logit of a probability, bounded. */
export function logit(share: number): number {
  return clamp(Math.log(share / (1 - share)), -SUREST, SUREST);
}

/** The probability that a logit stands for. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/**
 * What {@linkcode Trust} weighs: evidence, its probabilities as logits, and the product of any two, `a*b`, for a sign
 * counts for more among digits that read well, and a small digit for less where the classifier is not sure.
 */
export function featuresOf(evidence: Evidence): Record<string, number> {
  const { best, second, digit, sign, ...rest } = evidence;
  const single = {
    ...{ best: logit(best), second: logit(second), digit: logit(digit), sign: logit(sign) },
    ...rest,
  };
  const features: Record<string, number> = { ...single };
  const all = Object.entries(single);
  all.forEach(([a, x], i) => {
    for (const [b, y] of all.slice(i)) features[`${a}*${b}`] = x * y;
  });
  return features;
}

/**
 * The probability that the likeliest class is right.
 *
 * @param trust Without it, the classifier's word, less the odds that this is no digit.
 *
 * @example
 * ```ts
 * import { ALONE, confidenceOf } from "./trust.ts";
 * import assert from "node:assert/strict";
 *
 * const confidence = confidenceOf({ ...ALONE, best: 0.9, digit: 0.6, sign: 0.6 });
 * assert.ok(Math.abs(confidence - 0.45) < 1e-12);
 * ```
 */
export function confidenceOf(evidence: Evidence, trust?: Trust): number {
  if (!trust) {
    return evidence.best / (1 + Math.exp(logit(evidence.sign) - logit(evidence.digit)));
  }
  let sum = trust.bias;
  for (const [name, value] of Object.entries(featuresOf(evidence))) {
    sum += (trust[name] ?? 0) * value;
  }
  return sigmoid(sum);
}
