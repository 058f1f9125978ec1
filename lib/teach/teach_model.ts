import { ModelError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { ModelCard } from "../model/card.ts";
import { loadModel, saveModel } from "../network/model_folder.ts";
import { memoryOf } from "./old_digits.ts";
import { splitNetwork } from "./split_network.ts";
import {
  examplesOf,
  type TaughtNetwork,
  teachNetwork,
  type TeachNetworkOptions,
} from "./teach_network.ts";

interface TeachModelOptions
  extends Pick<TeachNetworkOptions, "examples" | "about" | "epochs" | "seed" | "signal"> {
  /** Folder of the model that is taught; it is left as it is. */
  readonly from: string;
  /** Old digits, of which some are rehearsed and others measured. */
  readonly mnist: { readonly train: Dataset; readonly test: Dataset };
  /** Where the taught model goes. */
  readonly out: string;
  readonly onStage?: (stage: string) => void;
  readonly onProgress?: Progress;
}

/** The card of the folder that was written, and what teaching changed. */
interface TaughtFolder extends Pick<TaughtNetwork, "held" | "old"> {
  readonly card: ModelCard;
}

/**
 * Teaches a model of MNIST's digits from examples and saves it as a folder of its own: see `teach`.
 *
 * @throws {ModelError} when the folder holds no model that learned from MNIST's digits, which are rehearsed.
 * @throws {RangeError} when it is a network of other layers than `splitNetwork` takes.
 */
export async function teachModel(options: TeachModelOptions): Promise<TaughtFolder> {
  const { from: folder, mnist, out, onStage, onProgress, ...rest } = options;
  const { model, card } = await loadModel(folder);
  if (card.training.data !== "mnist") {
    throw new ModelError(
      `${folder} was trained on ${card.training.data}: teaching rehearses MNIST's digits, and goes ` +
        "on from a model of these, such as models/digits, with all examples at once",
    );
  }
  onStage?.("looking at digits");
  const network = await splitNetwork(model);
  const memory = network.features(memoryOf(mnist.train));
  const old = examplesOf(network, mnist.test);
  // Who stops it here has taught nothing, and keeps what there is.
  await letSignalsIn();
  rest.signal?.throwIfAborted();
  onStage?.("teaching");
  const taught = await teachNetwork({
    ...rest,
    ...{ network, from: card, memory, old },
    async onEpoch({ epoch, epochs, loss, held }) {
      const note = held.images > 0
        ? `  held out ${(100 * held.accuracy).toFixed(1)}% of ${held.images}`
        : "";
      onProgress?.(epoch, epochs, `loss ${loss.toFixed(4)}${note}`);
      await letSignalsIn();
    },
  });
  const saved = await saveModel(out, taught.model, taught.card);
  taught.model.dispose();
  network.dispose();
  model.dispose();
  return { card: saved, held: taught.held, old: taught.old };
}

/** Signals have their turn when nothing is computed. */
const letSignalsIn = () => new Promise((resume) => setTimeout(resume, 0));
