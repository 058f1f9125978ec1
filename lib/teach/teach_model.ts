import { ModelError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { datasetSha256 } from "../dataset/sha256.ts";
import type { ModelCard } from "../model/card.ts";
import { loadModel, saveModel } from "../network/model_folder.ts";
import type { BeforeAndAfter } from "./before_and_after.ts";
import { memoryOf } from "./old_digits.ts";
import { splitNetwork } from "./split_network.ts";
import { rowsOf, scoreOf, teach } from "./teach.ts";
import { taughtCard } from "./taught_card.ts";

/** What {@linkcode teachModel} takes. */
export interface TeachModelOptions {
  /** Folder of the model that is taught; it is left as it is. */
  readonly from: string;
  /** The examples, prepared as the model's card says. */
  readonly examples: Dataset;
  /** Old digits, of which some are rehearsed and others measured. */
  readonly mnist: { readonly train: Dataset; readonly test: Dataset };
  /** Where the taught model goes. */
  readonly out: string;
  /** What the card is to say beside what teaching itself knows. */
  readonly about: {
    readonly training: Pick<ModelCard["training"], "data" | "backend" | "commit">;
    readonly versions: ModelCard["versions"];
  };
  readonly epochs?: number;
  readonly seed: number;
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface TaughtModel {
  readonly card: ModelCard;
  /** Examples that were held out. */
  readonly held: BeforeAndAfter;
  /** The old test digits. */
  readonly old: BeforeAndAfter;
}

/**
 * Teaches a model of MNIST's digits from examples and saves it as a folder of its own: see `teach`.
 *
 * @throws {ModelError} when the folder holds no model that learned from MNIST's digits, which are rehearsed.
 * @throws {RangeError} when it is a network of other layers than `splitNetwork` takes.
 */
export async function teachModel(options: TeachModelOptions): Promise<TaughtModel> {
  const { examples, mnist, out, about, epochs, seed, onStage, onProgress, signal } = options;
  const { model, card } = await loadModel(options.from);
  if (card.training.data !== "mnist") {
    throw new ModelError(
      `${options.from} was trained on ${card.training.data}: teaching rehearses MNIST's digits, and goes ` +
        "on from a model of these, such as models/digits, with all examples at once",
    );
  }
  onStage?.("looking at digits");
  const network = await splitNetwork(model);
  const before = { layers: network.layers, classes: card.classes };
  const own = toExamples(network.features(examples), examples);
  const memory = network.features(memoryOf(mnist.train));
  const old = toExamples(network.features(mnist.test), mnist.test);
  onStage?.("teaching");
  const taught = await teach({
    ...before,
    ...{ examples: own, memory, epochs, seed, signal },
    onEpoch: ({ epoch, epochs, loss, held }) => {
      const note = held.images > 0
        ? `  held out ${(100 * held.accuracy).toFixed(1)}% of ${held.images}`
        : "";
      onProgress?.(epoch, epochs, `loss ${loss.toFixed(4)}${note}`);
    },
  });
  const held = rowsOf(own, taught.held);
  const result = {
    held: { before: scoreOf(before, held), after: scoreOf(taught, held) },
    old: { before: scoreOf(before, old), after: scoreOf(taught, old) },
  };
  const joined = await network.join(taught.layers);
  const saved = await saveModel(
    out,
    joined,
    taughtCard({
      from: card,
      taught,
      training: { ...about.training, dataSha256: datasetSha256(examples), seed },
      metrics: {
        train: scoreOf(taught, rowsOf(own, taught.learned)),
        validation: result.held.after,
        test: result.old.after,
      },
      versions: about.versions,
    }),
  );
  joined.dispose();
  network.dispose();
  model.dispose();
  return { card: saved, ...result };
}

function toExamples(features: Float32Array, { labels, classes }: Dataset) {
  return { features, names: Array.from(labels, (label) => classes[label]) };
}
