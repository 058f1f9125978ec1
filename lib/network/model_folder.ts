/** Saves a trained network as a folder, in every format, and reads it back. */
import { dirname, join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import { ModelError } from "../base/errors.ts";
import { replaceFile, replaceFolder } from "../base/replace.ts";
import { requireFolderPlace } from "../base/require_place.ts";
import type { Card, FinderCard, ModelCard } from "../model/card.ts";
import { cardMarkdown } from "../model/card_markdown.ts";
import { readCard, readModelFiles } from "../model/model_files.ts";
import {
  type About,
  cardJson,
  classifierFiles,
  finderFiles,
  type FolderFiles,
} from "./folder_files.ts";

/**
 * Writes a classifier's folder: `model.json` and `weights.bin` (tfjs), `model.onnx`, `saved_model/`
 * (TensorFlow), `card.json` and `card.md`.
 *
 * The folder is written beside and renamed into place: whoever reads it finds the old model or the new one.
 *
 * @returns The card as it was written.
 * @throws {UserError} when something else than a model is there.
 * @throws {TypeError} naming a layer that cannot be written in every format.
 * @throws {RangeError} when the network has not as many outputs as there are classes.
 */
export async function saveModel(
  folder: string,
  model: tf.LayersModel,
  about: About<ModelCard>,
): Promise<ModelCard> {
  return await writeFolder(folder, await classifierFiles(model, about));
}

/**
 * Gives a model folder another card: the same model, of which more is known. Each file is written beside
 * its place and renamed.
 */
export async function rewriteCard(folder: string, card: ModelCard): Promise<void> {
  for (const [name, text] of [["card.json", cardJson(card)], ["card.md", cardMarkdown(card)]]) {
    await replaceFile(join(folder, name), text);
  }
}

/** Writes a finder's folder in the same way. */
export async function saveFinder(
  folder: string,
  model: tf.LayersModel,
  about: About<FinderCard>,
): Promise<FinderCard> {
  return await writeFolder(folder, await finderFiles(model, about));
}

/**
 * Checks that a model's folder can be made or replaced there. What writes one checks too, but after hours of
 * training that is late.
 *
 * @returns Whether there is a model that will be replaced.
 * @throws {UserError} when something else is there, or the place cannot be written to.
 */
export async function requireModelPlace(folder: string): Promise<boolean> {
  return await requireFolderPlace(folder, {
    what: "a model folder",
    names: ["card.json", "card.md", "model.json", "weights.bin", "model.onnx", "saved_model"],
    within: /^(saved_model\.pb|variables(\..+)?)$/,
    mark: "card.json",
  });
}

async function writeFolder<C extends Card>(
  folder: string,
  { files, card }: FolderFiles<C>,
): Promise<C> {
  await requireModelPlace(folder);
  await replaceFolder(folder, async (empty) => {
    for (const [name, bytes] of files) {
      await Deno.mkdir(dirname(join(empty, name)), { recursive: true });
      await Deno.writeFile(join(empty, name), bytes);
    }
  });
  return card;
}

/**
 * Reads a classifier's model folder back for TensorFlow.js.
 *
 * @throws {ModelError} when a file is missing, cut short, changed, or of another version.
 */
export async function loadModel(
  folder: string,
): Promise<{ model: tf.Sequential; card: ModelCard }> {
  const card = await readCard(folder);
  const model = await loadLayers(folder, card);
  if (!(model instanceof tf.Sequential)) {
    throw new ModelError(`${folder}/model.json: not a sequence of layers; train the model again`);
  }
  return { model, card };
}

/**
 * Reads `model.json` and `weights.bin` of a model folder, whatever network they hold.
 *
 * @throws {ModelError} when a file is missing, cut short or changed.
 */
export async function loadLayers(
  folder: string,
  card: Pick<Card, "files">,
): Promise<tf.LayersModel> {
  const [json, weights] = await readModelFiles(folder, card, ["model.json", "weights.bin"]);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(json));
  return await tf.loadLayersModel(tf.io.fromMemory({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: weights.buffer,
  }));
}
