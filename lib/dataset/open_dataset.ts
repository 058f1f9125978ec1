import { basename, resolve } from "@std/path";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import type { ModelCard } from "../model/card.ts";
import type { Dataset } from "./dataset.ts";
import { loadFolder, requireOwnName, type Unreadable } from "./folder.ts";
import { loadMnist } from "./mnist.ts";
import { joinDatasets } from "./join_datasets.ts";
import { penFolder, writePenSet } from "./pen_folder.ts";
import { drawTrajectories, loadPendigits, type PenTrajectories } from "./pendigits.ts";
import { prepareDataset } from "./prepare_dataset.ts";
import { type Parts, split, splitIndices, subsets } from "./split.ts";

/** A dataset in three parts, with what is told of it. */
export interface OpenedDataset extends Parts<Dataset> {
  /** `mnist`, `pen`, or the name of the folder. */
  readonly name: string;
  /** What people wrote, to learn from beside the training part, where it was asked for. */
  readonly people?: PenTrajectories;
  /** The files of the test part, where they lie in a folder. */
  readonly testFiles?: readonly string[];
  /** Files of the folder that gave no picture. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Opens a dataset in three parts.
 *
 * @param name `mnist`: its own test digits, and of the others a twelfth, 5,000, for validation. `pen`, which is drawn
 * where it is not there yet, or the path of a folder of examples: split 70, 10 and 20 %, at random by `seed`.
 * @param input Size of the pictures and how they are made: a network's input.
 * @param pendigits Whether to learn from Pendigits beside MNIST: their training part is then in `people`, and their
 * validation part among the validation digits.
 * @throws {DataError} when there is no such folder, it is called `mnist`, or its pictures are too few to split; where
 * Pendigits are not fetched yet.
 */
export async function openDataset(
  name: string,
  input: ModelCard["input"],
  { seed, pendigits = false, onProgress }: {
    readonly seed: number;
    readonly pendigits?: boolean;
    readonly onProgress?: Progress;
  },
): Promise<OpenedDataset> {
  if (name === "mnist") {
    const [all, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
    // MNIST is where normalizing to 28x28 comes from: there its pictures are as they should be.
    const asIs = input.width === all.width && input.height === all.height;
    const made = (part: Dataset) => asIs ? part : prepareDataset(part, input, { onProgress });
    const fractions = { train: 11 / 12, validation: 1 / 12, test: 0 };
    const parts = { ...split(made(all), { seed, fractions }), test: made(test) };
    if (!pendigits) return { name, ...parts, unreadable: [] };
    const people = await loadPendigits();
    const drawn = prepareDataset(drawTrajectories(people.validation), input);
    const validation = joinDatasets([parts.validation, drawn]);
    return { name, ...parts, validation, people: people.train, unreadable: [] };
  }
  const folder = name === "pen" ? penFolder : name;
  requireOwnName(folder);
  const isThere = () =>
    Deno.stat(folder).then(() => true, onError(Deno.errors.NotFound, () => false));
  if (name === "pen" && !await isThere()) await writePenSet(folder, { onProgress });
  const { dataset, files, unreadable } = await loadFolder(folder, input, { onProgress });
  const indices = splitIndices(dataset, { seed });
  return {
    name: name === "pen" ? name : basename(resolve(folder)),
    ...subsets(dataset, indices),
    testFiles: Array.from(indices.test, (i) => files[i]),
    unreadable,
  };
}
