import type * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../dataset/dataset.ts";
import { datasetSha256 } from "../dataset/sha256.ts";
import type { ModelCard, ReadingCard, Score } from "../model/card.ts";
import type { About } from "../network/folder_files.ts";
import type { SplitNetwork } from "./split_network.ts";
import { type Examples, rowsOf, scoreOf, teach, TEACHING, type TeachOptions } from "./teach.ts";

/** What {@linkcode teachNetwork} takes. */
export interface TeachNetworkOptions
  extends Pick<TeachOptions, "memory" | "epochs" | "seed" | "onEpoch" | "signal"> {
  /** What is taught; it is left as it is. */
  readonly network: SplitNetwork;
  /** Its model's card. */
  readonly from: ReadingCard;
  /** Prepared as that card says. */
  readonly examples: Dataset;
  /** Old digits to measure on. */
  readonly old: Examples;
  /** What the card is to say beside what teaching itself knows. */
  readonly about: {
    readonly training: Pick<ModelCard["training"], "data" | "backend" | "commit">;
    readonly versions: ModelCard["versions"];
  };
}

/** How pictures were read before teaching, and after it. */
interface BeforeAndAfter {
  readonly before: Score;
  readonly after: Score;
}

/** A taught network, its card, and what teaching changed. */
export interface TaughtNetwork {
  /** The caller disposes of it. */
  readonly model: tf.Sequential;
  /** Its metrics: of the examples learned from, of those held out, of the old digits. */
  readonly card: About<ModelCard>;
  /** Examples that were held out. */
  readonly held: BeforeAndAfter;
  readonly old: BeforeAndAfter;
}

/**
 * Teaches a network from examples, see {@linkcode teach}, and measures what that changed.
 *
 * The threshold, and what confidences go by, are those of the model that was taught; new classes are signs to it.
 */
export async function teachNetwork(options: TeachNetworkOptions): Promise<TaughtNetwork> {
  const { network, from, memory, about, epochs, seed, onEpoch, signal } = options;
  const examples = examplesOf(network, options.examples);
  const before = { layers: network.layers, classes: from.classes };
  const taught = await teach({ ...before, examples, memory, epochs, seed, onEpoch, signal });
  const compare = (pictures: Examples) => ({
    before: scoreOf(before, pictures),
    after: scoreOf(taught, pictures),
  });
  const held = compare(rowsOf(examples, taught.held));
  const old = compare(options.old);
  const signs = [
    ...from.signs ?? [],
    ...taught.classes.filter((name) => !from.classes.includes(name)),
  ];
  const card: About<ModelCard> = {
    ...{ network: from.network, classes: taught.classes, input: from.input },
    threshold: from.threshold,
    ...(from.trust ? { trust: from.trust } : {}),
    ...(signs.length > 0 ? { signs } : {}),
    training: {
      ...about.training,
      ...{ dataSha256: datasetSha256(options.examples), seed, epochs: taught.epochs },
      ...{ batch: TEACHING.batch, recipe: TEACHING, from: from.training },
    },
    metrics: {
      train: scoreOf(taught, rowsOf(examples, taught.learned)),
      validation: held.after,
      test: old.after,
    },
    versions: about.versions,
  };
  return { model: await network.join(taught.layers), card, held, old };
}

/** What a network sees of labelled pictures. */
export function examplesOf({ features }: SplitNetwork, pictures: Dataset): Examples {
  return { features: features(pictures), names: namesOf(pictures) };
}

/** The class of each picture, by name. */
export function namesOf({ labels, classes }: Dataset): string[] {
  return Array.from(labels, (label) => classes[label]);
}
