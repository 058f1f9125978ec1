/**
 * Saves a trained network as a folder, in every format, and reads it back.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import { ModelError } from "../errors.ts";
import { replaceFolder } from "../replace_folder.ts";
import type { ModelCard } from "./card.ts";
import { cardMarkdown } from "./card_markdown.ts";
import { OUTPUT_NAME } from "./export/inference_graph.ts";
import { toOnnx } from "./export/onnx.ts";
import { toSavedModel } from "./export/saved_model.ts";
import { CARD_FORMAT, fingerprint, readCard, readModelFiles } from "./model_files.ts";

/**
 * Writes a model folder: `model.json` and `weights.bin` (tfjs), `model.onnx`, `saved_model/` (TensorFlow),
 * `card.json` and `card.md`.
 *
 * The folder is written beside and renamed into place: whoever reads it finds the old model or the new one.
 *
 * @param outputs A name for each output of the network, in the order of `model.outputs`; what a classifier's
 * is called unless given.
 * @returns The card as it was written.
 * @throws {TypeError} naming a layer that cannot be written in every format.
 * @throws {RangeError} when the first output has not as many numbers as there are classes.
 */
export async function saveModel(
  folder: string,
  model: tf.LayersModel,
  about: Omit<ModelCard, "format" | "files" | "parameters">,
  outputs: readonly string[] = [OUTPUT_NAME],
): Promise<ModelCard> {
  const files = new Map([
    ...await toLayersFormat(model),
    ["model.onnx", toOnnx(model, { outputs, classes: about.classes })] as const,
    ...[...toSavedModel(model, { outputs })].map(([name, bytes]) =>
      [`saved_model/${name}`, bytes] as const
    ),
  ]);
  const card: ModelCard = {
    format: CARD_FORMAT,
    ...about,
    parameters: model.layers.flatMap((layer) => layer.trainableWeights)
      .reduce((sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]), 0),
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, fingerprint(bytes)])),
  };
  await replaceFolder(folder, async (empty) => {
    for (const [name, bytes] of files) {
      await Deno.mkdir(dirname(join(empty, name)), { recursive: true });
      await Deno.writeFile(join(empty, name), bytes);
    }
    await Deno.writeTextFile(join(empty, "card.json"), JSON.stringify(card, null, 2) + "\n");
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
  card: Pick<ModelCard, "files">,
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
