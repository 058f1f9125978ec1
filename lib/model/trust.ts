/**
 * How sure an answer is, from what both networks say and from what else is in the picture.
 *
 * @module
 */

/** What speaks for and against a character being read right. */
export interface Evidence {
  /** The classifier's probability of its likeliest class. */
  readonly best: number;
  /** The finder's probabilities that a digit's middle is there, and that another sign's is. */
  readonly digit: number;
  readonly sign: number;
  /** How far the finder's estimate of its size is from its ink's, as the logarithm of their ratio. */
  readonly misfit: number;
  /** How far its height is from that of the picture's other characters, likewise; 0 where it is alone. */
  readonly unlike: number;
  /** The mean `best` of the picture's other characters; 0.5 where it is alone. */
  readonly company: number;
  /** How many more pieces than one it is put together from. */
  readonly joints: number;
}

/** One clear digit, alone: what {@linkcode Evidence} is where nothing is known but the classifier's word. */
export const ALONE = { digit: 1, sign: 0, misfit: 0, unlike: 0, company: 0.5, joints: 0 } as const;

/** {@linkcode Evidence} as numbers that may be weighed and added. */
export interface Features extends Evidence {
  /** A sign counts for more among digits that read well. */
  readonly signInCompany: number;
}

/** Weights of a logistic regression on {@linkcode Features}, see `fitTrust`; those left out are 0. */
export type Trust = { readonly bias: number } & { readonly [name in keyof Features]?: number };

/** Surer than this, as a logit, no evidence counts: the last decimals of a float say nothing. */
const SUREST = 9;

/** The logit of a probability, bounded. */
export function logit(share: number): number {
  return Math.min(SUREST, Math.max(-SUREST, Math.log(share / (1 - share))));
}

/** Probabilities as logits, the rest as it is, and what counts only together. */
export function featuresOf({ best, digit, sign, ...rest }: Evidence): Features {
  const signs = logit(sign);
  const signInCompany = signs * rest.company;
  return { best: logit(best), digit: logit(digit), sign: signs, ...rest, signInCompany };
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
  const features = featuresOf(evidence);
  if (!trust) return evidence.best / (1 + Math.exp(features.sign - features.digit));
  const names = Object.keys(features) as (keyof Features)[];
  const sum = names.reduce((sum, name) => sum + (trust[name] ?? 0) * features[name], trust.bias);
  return 1 / (1 + Math.exp(-sum));
}
