import { digitClassifier } from "./digit.ts";
import { reportClassifier } from "./report.ts";
import type { Classifier } from "./classifier.ts";

/** Every classifier that there is, by the name that cards and flags give it. */
export const CLASSIFIERS = {
  report: reportClassifier,
  digit: digitClassifier,
} as const satisfies Record<string, Classifier>;
