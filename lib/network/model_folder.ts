/**
 * Saves a trained network as a folder, in every format, and reads it back.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import { ModelError } from "../base/errors.ts";
import { replaceFile, replaceFolder } from "../base/replace.ts";
import type { Card, FinderCard, ModelCard } from "../model/card.ts";
import { cardMarkdown } from "../model/card_markdown.ts";
import { CARD_FORMAT, fingerprint, readCard, readModelFiles } from "../model/model_files.ts";
import { OUTPUT_NAME } from "./export/inference_graph.ts";
import { toOnnx } from "./export/to_onnx.ts";
import { toSavedModel } from "./export/to_saved_model.ts";

/** What a card says that only its maker knows. */
type About<C extends Card> = Omit<C, "format" | "files" | "parameters">;

/**
 * Writes a classifier's folder: `model.json` and `weights.bin` (tfjs), `model.onnx`, `saved_model/`
 * (TensorFlow), `card.json` and `card.md`.
 *
 * The folder is written beside and renamed into place: whoever reads it finds the old model or the new one.
 *
 * @returns The card as it was written.
 * @throws {TypeError} naming a layer that cannot be written in every format.
 * @throws {RangeError} when the network has not as many outputs as there are classes.
 */
export function saveModel(
  folder: string,
  model: tf.LayersModel,
  about: About<ModelCard>,
): Promise<ModelCard> {
  const names = { outputs: [OUTPUT_NAME], classes: about.classes };
  return writeFolder(folder, model, names, (rest): ModelCard => ({ ...about, ...rest }));
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

function cardJson(card: Card): string {
  return JSON.stringify(card, null, 2) + "\n";
}

/** Writes a finder's folder in the same way. */
export function saveFinder(
  folder: string,
  model: tf.LayersModel,
  about: About<FinderCard>,
): Promise<FinderCard> {
  const names = { outputs: ["fine", "coarse"] };
  return writeFolder(folder, model, names, (rest): FinderCard => ({ ...about, ...rest }));
}

async function writeFolder<C extends ModelCard | FinderCard>(
  folder: string,
  model: tf.LayersModel,
  names: { readonly outputs: readonly string[]; readonly classes?: readonly string[] },
  toCard: (rest: Pick<Card, "format" | "parameters" | "files">) => C,
): Promise<C> {
  const files = new Map([
    ...await toLayersFormat(model),
    ["model.onnx", toOnnx(model, names)] as const,
    ...[...toSavedModel(model, names)].map(([name, bytes]) =>
      [`saved_model/${name}`, bytes] as const
    ),
  ]);
  const card = toCard({
    format: CARD_FORMAT,
    parameters: model.layers.flatMap((layer) => layer.trainableWeights)
      .reduce((sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]), 0),
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, fingerprint(bytes)])),
  });
  await replaceFolder(folder, async (empty) => {
    for (const [name, bytes] of files) {
      await Deno.mkdir(dirname(join(empty, name)), { recursive: true });
      await Deno.writeFile(join(empty, name), bytes);
    }
    await Deno.writeTextFile(join(empty, "card.json"), cardJson(card));
    await Deno.writeTextFile(join(empty, "card.md"), cardMarkdown(card));
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

/** The files that `tf.loadLayersModel` reads. */
async function toLayersFormat(model: tf.LayersModel): Promise<[string, Uint8Array][]> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(tf.io.withSaveHandler((made) => {
    artifacts = made;
    return Promise.resolve({
      modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
    });
  }));
  const { modelTopology, weightSpecs, weightData } = artifacts!;
  const manifest = {
    format: "layers-model",
    generatedBy: `TensorFlow.js ${tf.version["tfjs-layers"]}`,
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  };
  return [
    ["model.json", new TextEncoder().encode(JSON.stringify(manifest))],
    ["weights.bin", new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData))],
  ];
}
