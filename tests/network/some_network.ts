/** Networks, pictures and model folders for the tests of saving and exporting. */
import * as tf from "@tensorflow/tfjs";
import { type Dataset, take } from "../../lib/dataset/dataset.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { prepareDataset } from "../../lib/dataset/prepare_dataset.ts";
import type { ModelCard } from "../../lib/model/card.ts";
import { CLASSIFIERS } from "../../lib/network/classifiers.ts";
import { saveModel } from "../../lib/network/model_folder.ts";

export const classes = [..."0123456789"];

type Name = keyof typeof CLASSIFIERS;

/** A network as training leaves it: weights, and running statistics that differ from their start. */
export function someNetwork(name: Name, seed = 5): tf.Sequential {
  return stir(CLASSIFIERS[name].build({ ...CLASSIFIERS[name].input, classes: 10, seed }), seed);
}

/** Gives biases and the weights of normalisations values that matter. */
export function stir<Model extends tf.LayersModel>(model: Model, seed: number): Model {
  model.setWeights(
    model.getWeights().map((weight, i) =>
      weight.rank > 1 ? weight : tf.randomUniform(weight.shape, 0.5, 1.5, "float32", seed + i)
    ),
  );
  return model;
}

const digits = take(await loadMnist("test"), 300);

/** 300 test digits as a network takes them. */
export function someDigits(name: Name): Dataset {
  return name === "digit" ? digits : prepareDataset(digits, CLASSIFIERS.report.input);
}

/** Saves a network as if it had been trained. */
export function save(
  folder: string,
  model: tf.Sequential,
  network: Name,
): Promise<ModelCard> {
  const score = { images: 1, loss: 0, accuracy: 1 };
  return saveModel(folder, model, {
    network,
    classes,
    input: CLASSIFIERS[network].input,
    threshold: 0.5,
    training: { data: "mnist", dataSha256: "0", seed: 1, epochs: 1, batch: 1, backend: "none" },
    metrics: { train: score, validation: score, test: score },
    versions: {},
  });
}
