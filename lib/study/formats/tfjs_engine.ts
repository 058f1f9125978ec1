import type { Engine } from "../../engine/engine.ts";
import { modelEngine } from "../../network/model_engine.ts";
import { loadModel } from "../../network/model_folder.ts";

/**
 * Opens `model.json` and `weights.bin` of a model folder with TensorFlow.js, on the backend in use.
 *
 * @throws {ModelError} when a file is missing, cut short, changed, or of another version.
 */
export async function openTfjs(folder: string): Promise<Engine> {
  return modelEngine((await loadModel(folder)).model);
}
