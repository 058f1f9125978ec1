import * as tf from "@tensorflow/tfjs-core";
import type { GrayImage } from "../image/gray_image.ts";
import type { ModelPack, PackedNetwork } from "../model/model_pack.ts";
import type { RecognizerParts } from "../read_picture.ts";
import { fuseNetwork, type RunNetwork } from "./fuse_network.ts";
import { type NetworkWithWeights, unpackNetwork } from "./pack_network.ts";
import { type StagePictures, stagePictures } from "./stage_pictures.ts";

/** A classifier for `readPicture`, and a look inside. */
export interface OpenClassifier extends Pick<RecognizerParts, "card" | "engine"> {
  /** What each stage makes of a prepared picture, first to last. */
  stages(input: GrayImage): StagePictures[];
  /** Frees its memory; it reads no more. */
  dispose(): void;
}

/** What {@linkcode openPack} gives: what `readPicture` takes, and a look inside. */
export type OpenPack = RecognizerParts & Omit<OpenClassifier, "dispose">;

/**
 * Opens packed models with TensorFlow.js, on the backend in use, for `readPicture`.
 *
 * @throws {TypeError} when a network has a layer that cannot be run here.
 */
export async function openPack(pack: ModelPack): Promise<OpenPack> {
  const { finder, weights } = pack;
  const runFinder = await open({ ...finder, weights: weights.subarray(lengthOf(pack.classifier)) });
  return {
    ...await openClassifier(pack.card, classifierOf(pack)),
    async finder(images, dims) {
      const [fine, coarse] = await answer(runFinder, images, dims);
      return { fine: { data: fine }, coarse: { data: coarse } };
    },
  };
}

/** Opens a classifier alone, as {@linkcode openPack} does. */
export async function openClassifier(
  card: RecognizerParts["card"],
  network: NetworkWithWeights,
): Promise<OpenClassifier> {
  const run = await open(network);
  const { width, height } = card.input;
  return {
    card,
    engine: {
      async predict(images, count) {
        return (await answer(run, images, [count, height, width, 1]))[0];
      },
    },
    stages({ width, height, data }) {
      const stages: StagePictures[] = [];
      tf.dispose(tf.tidy(() =>
        run(
          tf.tensor4d(data, [1, height, width, 1]),
          (value) => stages.push(stagePictures(value)),
        )
      ));
      return stages;
    },
    dispose: run.dispose,
  };
}

/** The classifier of a pack. */
export function classifierOf({ classifier, weights }: ModelPack): NetworkWithWeights {
  return { ...classifier, weights: weights.subarray(0, lengthOf(classifier)) };
}

/** How many weights a network has. */
function lengthOf({ weightSpecs }: PackedNetwork): number {
  return weightSpecs.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape), 0);
}

async function open(network: NetworkWithWeights): Promise<RunNetwork> {
  const model = await unpackNetwork(network);
  try {
    return fuseNetwork(model);
  } finally {
    model.dispose();
  }
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
