/**
 * How sure an answer is, from what both networks say.
 *
 * @module
 */

/** What the networks say of a character, as probabilities. */
export interface Evidence {
  /** The classifier, of its likeliest class. */
  readonly best: number;
  /** The finder: that a digit's middle is there, and that another sign's is. */
  readonly digit: number;
  readonly sign: number;
}

/** Weights of a logistic regression on the logits of {@linkcode Evidence}: see `fitTrust`. */
export interface Trust {
  readonly bias: number;
  readonly best: number;
  readonly digit: number;
  readonly sign: number;
}

/** Surer than this, as a logit, no evidence counts: the last decimals of a float say nothing. */
const SUREST = 9;

/** The logit of a probability, bounded. */
export function logit(share: number): number {
  return Math.min(SUREST, Math.max(-SUREST, Math.log(share / (1 - share))));
}

/**
 * The probability that the likeliest class is right.
 *
 * @param trust Without it, the classifier's word, less the odds that this is no digit.
 *
 * @example
 * ```ts
 * import { confidenceOf } from "./trust.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(Math.abs(confidenceOf({ best: 0.9, digit: 0.6, sign: 0.6 }) - 0.45) < 1e-12);
 * ```
 */
export function confidenceOf({ best, digit, sign }: Evidence, trust?: Trust): number {
  if (!trust) return best / (1 + Math.exp(logit(sign) - logit(digit)));
  const sum = trust.bias + trust.best * logit(best) + trust.digit * logit(digit) +
    trust.sign * logit(sign);
  return 1 / (1 + Math.exp(-sum));
}
