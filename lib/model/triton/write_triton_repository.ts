/** A repository of models for NVIDIA Triton: what a node of several machines serves. */
import { fromFileUrl, join } from "@std/path";
import { replaceFolder } from "../../base/replace.ts";
import { requireFolderPlace } from "../../base/require_place.ts";
import { readCard, readFinderCard, readModelFiles } from "../model_files.ts";
import { type TritonBackend, tritonConfig, type TritonModel } from "./triton_config.ts";

/** What to write. */
export interface TritonRepositoryOptions {
  /** The classifier's folder. */
  readonly model: string;
  /** The finder's folder. */
  readonly finder: string;
  /** `python` when left out: a `model.py` that needs onnxruntime and numpy beside Triton. */
  readonly backend?: TritonBackend;
}

/** What a repository looks like: other folders may hold the same names, but no such file. */
const KIND = {
  what: "a repository that was exported here",
  names: ["digits", "finder"],
  within: /^(1|config\.pbtxt|model\.(onnx|py))$/,
  mark: "digits/config.pbtxt",
};

/**
 * Writes the classifier, `digits`, and the finder, `finder`, as a Triton model repository.
 *
 * It is filled beside its place and renamed: a server never reads half of one. A folder that is there already is
 * replaced if it holds nothing but such a repository.
 *
 * @throws {ModelError} when one of the model folders is missing, damaged, or of the other kind.
 * @throws {UserError} when `folder` holds something else, or cannot be written to.
 */
export async function writeTritonRepository(
  folder: string,
  { model, finder, backend = "python" }: TritonRepositoryOptions,
): Promise<void> {
  await requireFolderPlace(folder, KIND);
  const [card, finderCard] = await Promise.all([readCard(model), readFinderCard(finder)]);
  const [[digitsOnnx], [finderOnnx]] = await Promise.all([
    readModelFiles(model, card, ["model.onnx"]),
    readModelFiles(finder, finderCard, ["model.onnx"]),
  ]);
  const { classes, input: { width, height } } = card;
  const digitsModel: TritonModel = {
    name: "digits",
    backend,
    input: { name: "image", dims: [height, width, 1] },
    multiple: 1,
    outputs: [{ name: "probabilities", dims: [classes.length] }],
    batch: 256,
    shares: true,
    warmUp: [height, width, 1],
  };
  const finderModel: TritonModel = {
    name: "finder",
    backend,
    input: { name: "image", dims: [-1, -1, 1] },
    multiple: 32,
    outputs: [{ name: "fine", dims: [-1, -1, 6] }, { name: "coarse", dims: [-1, -1, 3] }],
    batch: 8,
    // One picture keeps the cores busy, and joining several costs Triton more time than the network takes.
    shares: false,
    // As large as the first look at a picture: a test holds both together.
    warmUp: [224, 224, 1],
  };
  await replaceFolder(folder, async (empty) => {
    await writeModel(empty, digitsModel, digitsOnnx);
    await writeModel(empty, finderModel, finderOnnx);
  });
}

async function writeModel(folder: string, model: TritonModel, onnx: Uint8Array): Promise<void> {
  const version = join(folder, model.name, "1");
  await Deno.mkdir(version, { recursive: true });
  await Deno.writeTextFile(join(folder, model.name, "config.pbtxt"), tritonConfig(model));
  await Deno.writeFile(join(version, "model.onnx"), onnx);
  if (model.backend === "python") {
    const script = fromFileUrl(new URL("model.py", import.meta.url));
    await Deno.writeTextFile(join(version, "model.py"), await Deno.readTextFile(script));
  }
}
