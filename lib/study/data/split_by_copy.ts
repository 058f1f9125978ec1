import { type Dataset, subset } from "../../dataset/dataset.ts";
import { duplicateGroups } from "../../dataset/duplicates.ts";
import { joinDatasets } from "../../dataset/join_datasets.ts";

/**
 * The pictures of a dataset that are exact copies of a picture in `of`, and the others.
 *
 * @throws {RangeError} when the datasets differ in classes or picture size.
 */
export function splitByCopy(dataset: Dataset, of: Dataset): { copies: Dataset; others: Dataset } {
  const groups = duplicateGroups(joinDatasets([of, dataset]));
  const known = new Set(groups.subarray(0, of.size));
  const isCopy = (index: number) => known.has(groups[of.size + index]);
  const indices = [...dataset.labels.keys()];
  return {
    copies: subset(dataset, indices.filter(isCopy)),
    others: subset(dataset, indices.filter((index) => !isCopy(index))),
  };
}
