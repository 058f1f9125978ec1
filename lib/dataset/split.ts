import { DataError } from "../base/errors.ts";
import { createRandom } from "../base/random.ts";
import { type Dataset, subset } from "./dataset.ts";
import { duplicateGroups } from "./duplicates.ts";

/** What is trained on, what chooses between trainings, and what is looked at once at the end. */
export interface Parts<T> {
  readonly train: T;
  readonly validation: T;
  readonly test: T;
}

/** What {@linkcode split} takes. */
export interface SplitOptions {
  /** Share of each part; together 1. 0.7, 0.1 and 0.2 when left out. */
  readonly fractions?: Parts<number>;
  readonly seed: number;
}

const PART_NAMES = ["train", "validation", "test"] as const;
type PartName = typeof PART_NAMES[number];

/**
 * Splits a dataset at random: every class has its share in every part, at least one picture where the fraction is
 * above 0, and exact duplicates are in one part only. Pictures keep their order.
 *
 * @throws {DataError} when a class has fewer distinct pictures than there are parts.
 * @throws {RangeError} when the fractions are not shares of a whole.
 */
export function split(dataset: Dataset, options: SplitOptions): Parts<Dataset> {
  return subsets(dataset, splitIndices(dataset, options));
}

/** The pictures of each part. */
export function subsets(dataset: Dataset, indices: Parts<Uint32Array>): Parts<Dataset> {
  return {
    train: subset(dataset, indices.train),
    validation: subset(dataset, indices.validation),
    test: subset(dataset, indices.test),
  };
}

/** The same as {@linkcode split}, as the indices of the pictures in ascending order. */
export function splitIndices(
  dataset: Dataset,
  { fractions = { train: 0.7, validation: 0.1, test: 0.2 }, seed }: SplitOptions,
): Parts<Uint32Array> {
  const shares = PART_NAMES.map((name) => fractions[name]);
  if (!shares.every((share) => share >= 0) || Math.abs(shares.reduce((a, b) => a + b) - 1) > 1e-9) {
    throw new RangeError(`fractions are shares of a whole that sum to 1, got ${shares.join(", ")}`);
  }
  const used = PART_NAMES.filter((name) => fractions[name] > 0);
  const chosen: Record<PartName, number[]> = { train: [], validation: [], test: [] };
  // What a part lacks is carried over to the next class, so that the sums come out even where the
  // shares of a single class cannot.
  const lacking: Record<PartName, number> = { train: 0, validation: 0, test: 0 };
  const random = createRandom(seed).fork("split");
  groupsByClass(dataset).forEach((groups, label) => {
    if (groups.length === 0) return;
    if (groups.length < used.length) {
      throw new DataError(
        `class "${dataset.classes[label]}" has too few distinct pictures (${groups.length}); ` +
          `a split into ${used.join(", ")} needs at least ${used.length} of every class`,
      );
    }
    const size = groups.reduce((sum, group) => sum + group.length, 0);
    for (const name of used) lacking[name] += size * fractions[name];
    const empty = new Set<PartName>(used);
    // Large groups first: small ones then even out the differences.
    random.shuffle(groups).sort((a, b) => b.length - a.length);
    groups.forEach((group, i) => {
      const open = groups.length - i > empty.size ? used : [...empty];
      const name = open.reduce((a, b) => lacking[b] > lacking[a] ? b : a);
      chosen[name].push(...group);
      lacking[name] -= group.length;
      empty.delete(name);
    });
  });
  const sorted = (name: PartName) => Uint32Array.from(chosen[name]).sort();
  return { train: sorted("train"), validation: sorted("validation"), test: sorted("test") };
}

/** Per class, the indices of its pictures, equal ones together; a group goes by its first picture. */
function groupsByClass(dataset: Dataset): number[][][] {
  const groupOf = duplicateGroups(dataset);
  const groups = [...Map.groupBy(groupOf.keys(), (i) => groupOf[i]).values()];
  return dataset.classes.map((_, label) =>
    groups.filter(([first]) => dataset.labels[first] === label)
  );
}
