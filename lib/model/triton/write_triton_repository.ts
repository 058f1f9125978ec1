/**
 * A repository of models for NVIDIA Triton: what a node of several machines serves.
 *
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import { UserError } from "../../base/errors.ts";
import { replaceFolder } from "../../base/replace.ts";
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

/** The models of a repository, as they are called in it. */
const NAMES = ["digits", "finder"];

/**
 * Writes the classifier, `digits`, and the finder, `finder`, as a Triton model repository.
 *
 * It is filled beside its place and renamed: a server never reads half of one. A folder that is there already is
 * replaced if it holds nothing but such a repository.
 *
 * @throws {ModelError} when one of the model folders is missing, damaged, or of the other kind.
 * @throws {UserError} when `folder` holds something else.
 */
export async function writeTritonRepository(
  folder: string,
  { model, finder, backend = "python" }: TritonRepositoryOptions,
): Promise<void> {
  const [card, finderCard] = await Promise.all([readCard(model), readFinderCard(finder)]);
  const [[digitsOnnx], [finderOnnx]] = await Promise.all([
    readModelFiles(model, card, ["model.onnx"]),
    readModelFiles(finder, finderCard, ["model.onnx"]),
  ]);
  await refuseOthers(folder);
  const { classes, input: { width, height } } = card;
  const digits: TritonModel = {
    name: "digits",
    backend,
    input: { name: "image", dims: [height, width, 1] },
    outputs: [{ name: "probabilities", dims: [classes.length] }],
    batch: 256,
    shares: true,
    warmUp: [height, width, 1],
  };
  const finds: TritonModel = {
    name: "finder",
    backend,
    input: { name: "image", dims: [-1, -1, 1] },
    outputs: [{ name: "fine", dims: [-1, -1, 6] }, { name: "coarse", dims: [-1, -1, 3] }],
    batch: 8,
    // One picture keeps the cores busy, and to put several together costs Triton more than to look at them.
    shares: false,
    // As large as the first look at a picture: a test holds both together.
    warmUp: [224, 224, 1],
  };
  await replaceFolder(folder, async (empty) => {
    await writeModel(empty, digits, digitsOnnx);
    await writeModel(empty, finds, finderOnnx);
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

/** Refuses to replace what is no repository that was written here. */
async function refuseOthers(folder: string): Promise<void> {
  const info = await Deno.stat(folder).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error instanceof Deno.errors.NotADirectory ? other(folder, "it lies in a file") : error;
  });
  if (info === null) return;
  if (!info.isDirectory) throw other(folder, "it is a file");
  for await (const { name } of Deno.readDir(folder)) {
    const config = join(folder, name, "config.pbtxt");
    const isModel = NAMES.includes(name) &&
      await Deno.stat(config).then(({ isFile }) => isFile, () => false);
    if (!isModel) throw other(folder, `it holds ${name}, which is no model that was exported here`);
  }
}

function other(folder: string, reason: string): UserError {
  return new UserError(`${folder} is not replaced: ${reason}; name a new folder`);
}
