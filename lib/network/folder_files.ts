/** The files of a model folder, wherever they go: to disk, or into an archive in a browser. */
import * as tf from "@tensorflow/tfjs";
import { type Card, CARD_FORMAT, type FinderCard, type ModelCard } from "../model/card.ts";
import { cardMarkdown } from "../model/card_markdown.ts";
import { fingerprint } from "../model/fingerprint.ts";
import { artifactsOf } from "./artifacts_of.ts";
import { OUTPUT_NAME } from "./export/inference_graph.ts";
import { toOnnx } from "./export/to_onnx.ts";
import { toSavedModel } from "./export/to_saved_model.ts";

/** What a card says that only its maker knows. */
export type About<C extends Card> = Omit<C, "format" | "files" | "parameters">;

/** The files by their paths in the folder, the card's two among them, and the card. */
export interface FolderFiles<C extends Card> {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly card: C;
}

/**
 * The files of a classifier's folder.
 *
 * @throws {TypeError} naming a layer that cannot be written in every format.
 * @throws {RangeError} when the network has not as many outputs as there are classes.
 */
export function classifierFiles(
  model: tf.LayersModel,
  about: About<ModelCard>,
): Promise<FolderFiles<ModelCard>> {
  const names = { outputs: [OUTPUT_NAME], classes: about.classes };
  return folderFiles(model, names, (rest): ModelCard => ({ ...about, ...rest }));
}

/** The files of a finder's folder. */
export function finderFiles(
  model: tf.LayersModel,
  about: About<FinderCard>,
): Promise<FolderFiles<FinderCard>> {
  const names = { outputs: ["fine", "coarse"] };
  return folderFiles(model, names, (rest): FinderCard => ({ ...about, ...rest }));
}

/** A card as its file has it. */
export function cardJson(card: Card): string {
  return JSON.stringify(card, null, 2) + "\n";
}

async function folderFiles<C extends ModelCard | FinderCard>(
  model: tf.LayersModel,
  names: { readonly outputs: readonly string[]; readonly classes?: readonly string[] },
  toCard: (rest: Pick<Card, "format" | "parameters" | "files">) => C,
): Promise<FolderFiles<C>> {
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
  const text = new TextEncoder();
  files.set("card.json", text.encode(cardJson(card)));
  files.set("card.md", text.encode(cardMarkdown(card)));
  return { files, card };
}

/** The files that `tf.loadLayersModel` reads. */
async function toLayersFormat(model: tf.LayersModel): Promise<[string, Uint8Array][]> {
  const { modelTopology, weightSpecs, weightData } = await artifactsOf(model);
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
