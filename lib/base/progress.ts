/**
 * How far a long piece of work has come.
 *
 * lib/ calls it and never draws; tasks and notebooks turn it into a bar.
 *
 * @param done Units finished so far, from 0 to `total`.
 * @param total Units in all.
 * @param note What else is worth showing beside the bar, such as `loss 0.031`.
 */
export type Progress = (done: number, total: number, note?: string) => void;
