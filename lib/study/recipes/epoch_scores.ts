import type { EpochScore } from "../../charts/learning_curves.ts";
import type { EpochRecord } from "../../network/fit.ts";

/**
 * Records of trainings as a chart of learning curves wants them: of one training, or the mean of several
 * of the same length.
 */
export function epochScores(...trainings: readonly (readonly EpochRecord[])[]): EpochScore[] {
  return trainings[0].map(({ epoch }, i) => {
    const mean = (of: (record: EpochRecord) => number) =>
      trainings.reduce((sum, records) => sum + of(records[i]), 0) / trainings.length;
    return {
      epoch,
      loss: mean((record) => record.loss),
      accuracy: mean((record) => record.accuracy),
      validationLoss: mean((record) => record.validation.loss),
      validationAccuracy: mean((record) => record.validation.accuracy),
    };
  });
}
