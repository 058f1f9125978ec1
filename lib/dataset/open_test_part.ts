import { basename, resolve } from "@std/path";
import { DataError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import type { ModelCard } from "../model/card.ts";
import { type Dataset, relabel } from "./dataset.ts";
import { loadFolder, type Unreadable } from "./folder.ts";
import { openDataset } from "./open_dataset.ts";
import { datasetSha256 } from "./sha256.ts";

/** What a model may be measured on, beside what it was trained on. */
export interface TestPart {
  readonly test: Dataset;
  /** Its files, where they lie in a folder. */
  readonly files?: readonly string[];
  /** What the model was trained on, where that is at hand. */
  readonly train?: Dataset;
  /** True when the data is the model's own and only its held-out part is in `test`. */
  readonly heldOut: boolean;
  /** True when the model learned from data of this name, and what it learned from may be in `test`. */
  readonly maybeLearnt: boolean;
  readonly unreadable: readonly Unreadable[];
}

/**
 * Opens data to measure a model on.
 *
 * @param name `mnist`: its 10,000 test digits; `pen`: its test part; or the path of a folder: all of it, but of the
 * very one that the model was trained on only what was held out then.
 * @throws {DataError} when there is no such data, or it has classes that the model does not know.
 */
export async function openTestPart(
  name: string,
  card: ModelCard,
  options: { onProgress?: Progress } = {},
): Promise<TestPart> {
  const { training, classes, input } = card;
  const open = (data: string) => openDataset(data, input, { seed: training.seed, ...options });
  const isOwn = name === training.data || basename(resolve(name)) === training.data;
  // Another folder of that name may have too few pictures to split.
  const own = isOwn ? await open(name).catch(onError(DataError, () => null)) : null;
  const part = (
    test: Dataset,
    found: Pick<TestPart, "files" | "train" | "unreadable">,
    heldOut = false,
  ): TestPart => (
    { ...found, test: relabel(test, classes), heldOut, maybeLearnt: isOwn && !heldOut }
  );
  if (own && (name === "mnist" || datasetSha256(own.train) === training.dataSha256)) {
    const { test, testFiles: files, train, unreadable } = own;
    return part(test, { files, train, unreadable }, true);
  }
  // MNIST is always at hand; another folder that a model came from may be anywhere.
  const train = training.data === "mnist" ? (await open("mnist")).train : undefined;
  if (name === "mnist" || name === "pen") {
    const { test, testFiles: files, unreadable } = own ?? await open(name);
    return part(test, { files, train, unreadable });
  }
  // A model is measured on whatever of its classes there is.
  const { dataset, files, unreadable } = await loadFolder(name, input, {
    ...options,
    leastClasses: 1,
  });
  return part(dataset, { files, train, unreadable });
}
