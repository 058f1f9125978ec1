import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import type { GrayImage } from "../image/gray_image.ts";
import { type PackedNetwork, readPack } from "../model/model_pack.ts";
import type { RecognizerParts } from "../read_picture.ts";
import { fuseNetwork, type RunNetwork } from "./fuse_network.ts";
import { type StagePictures, stagePictures } from "./stage_pictures.ts";

/** What {@linkcode openPack} gives: what `readPicture` takes, and a look inside. */
export interface OpenPack extends RecognizerParts {
  /** What each stage of the classifier makes of a prepared picture, first to last. */
  stages(input: GrayImage): StagePictures[];
}

/**
 * Opens packed models with TensorFlow.js, on the backend in use, for `readPicture`.
 *
 * @throws {TypeError} when a network has a layer that cannot be run here.
 */
export async function openPack(bytes: Uint8Array): Promise<OpenPack> {
  const { card, classifier, finder, weights } = readPack(bytes);
  const length = lengthOf(classifier);
  const runClassifier = await open(classifier, weights.subarray(0, length));
  const runFinder = await open(finder, weights.subarray(length));
  const { width, height } = card.input;
  return {
    card,
    engine: {
      async predict(images, count) {
        return (await answer(runClassifier, images, [count, height, width, 1]))[0];
      },
    },
    async finder(images, dims) {
      const [fine, coarse] = await answer(runFinder, images, dims);
      return { fine: { data: fine }, coarse: { data: coarse } };
    },
    stages({ width, height, data }) {
      const stages: StagePictures[] = [];
      tf.dispose(tf.tidy(() =>
        runClassifier(
          tf.tensor4d(data, [1, height, width, 1]),
          (value) => stages.push(stagePictures(value)),
        )
      ));
      return stages;
    },
  };
}

/** How many numbers a network's weights are. */
function lengthOf({ weightSpecs }: PackedNetwork): number {
  return weightSpecs.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0);
}

async function open(
  { modelTopology, weightSpecs }: PackedNetwork,
  weights: Float32Array<ArrayBuffer>,
): Promise<RunNetwork> {
  const model = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: [...weightSpecs],
      weightData: weights.slice().buffer,
    }),
  );
  const run = fuseNetwork(model);
  model.dispose();
  return run;
}

async function answer(
  run: RunNetwork,
  images: Float32Array,
  dims: readonly [number, number, number, number],
): Promise<Float32Array[]> {
  const outputs = tf.tidy(() => run(tf.tensor4d(images, [...dims])));
  const numbers = await Promise.all(outputs.map((output) => output.data<"float32">()));
  tf.dispose(outputs);
  return numbers;
}
