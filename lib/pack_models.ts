import { join } from "@std/path";
import { ModelError } from "./base/errors.ts";
import { FINDER_FOLDER } from "./finder/open_finder.ts";
import type { Card, ModelCard } from "./model/card.ts";
import { type PackedNetwork, writePack } from "./model/model_pack.ts";
import { readFinderCard, readModelFiles } from "./model/model_files.ts";

/** What {@linkcode packModels} takes. */
export interface PackModelsOptions {
  /** The classifier's folder. */
  readonly model: string;
  /** Its card, as it was when the classifier was opened. */
  readonly card: ModelCard;
}

/**
 * Packs a classifier and the finder for browsers, see {@linkcode writePack}.
 *
 * @throws {ModelError} when a folder is not sound, or no longer holds the model that the card speaks of.
 */
export async function packModels(
  { model, card }: PackModelsOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const classifier = await readNetwork(model, card);
  const finder = await readNetwork(FINDER_FOLDER, await readFinderCard(FINDER_FOLDER));
  const { network, classes, input, threshold, trust, signs, training } = card;
  return writePack({
    card: { network, classes, input, threshold, trust, signs, training },
    classifier: classifier.network,
    finder: finder.network,
    weights: new Float32Array(await new Blob([classifier.weights, finder.weights]).arrayBuffer()),
  });
}

/** A network as its folder holds it for TensorFlow.js, and the bytes of its weights. */
async function readNetwork(
  folder: string,
  card: Card,
): Promise<{ network: PackedNetwork; weights: Uint8Array<ArrayBuffer> }> {
  const [json, weights] = await readModelFiles(folder, card, ["model.json", "weights.bin"]);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(json));
  const weightSpecs: PackedNetwork["weightSpecs"] = weightsManifest.flatMap(
    ({ weights }: { weights: PackedNetwork["weightSpecs"] }) => weights,
  );
  const other = weightSpecs.find(({ dtype }) => dtype !== "float32");
  if (other) {
    const path = join(folder, "model.json");
    throw new ModelError(`${path}: "${other.name}" is ${other.dtype}; browsers take float32 alone`);
  }
  return { network: { modelTopology, weightSpecs }, weights };
}
