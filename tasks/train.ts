/** Trains a network and saves it as a model folder. */
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../lib/backend/use_backend.ts";
import { augmentSheet } from "../lib/dataset/augment_sheet.ts";
import { openDataset } from "../lib/dataset/open.ts";
import { datasetSha256 } from "../lib/dataset/sha256.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import type { Card } from "../lib/model/card.ts";
import { readFinderCard } from "../lib/model/model_files.ts";
import { loadLayers, loadModel, saveFinder, saveModel } from "../lib/network/model_folder.ts";
import { RECIPES, train } from "../lib/network/train.ts";
import { FINDER_RECIPE, measureFinder, trainFinder } from "../lib/network/train_finder.ts";
import { FlagError, readFlags } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

/** A trained network to go on from, and what is known of it. */
interface Trained {
  readonly model: tf.LayersModel;
  readonly card: Card;
}

await runTask(async (args) => {
  const flags = readFlags(args, {
    task: "train",
    about: "Trains a network and saves it as a model folder. Ctrl-C keeps the best weights so far.",
    flags: {
      data: {
        type: "string",
        default: "mnist",
        help: "mnist, pen, or a folder of <class>/<picture>",
      },
      network: {
        type: "string",
        choices: ["report", "digit", "finder"],
        default: "digit",
        help: "report CNN, digit net, or the finder of digits in pictures",
      },
      epochs: {
        type: "integer",
        least: 1,
        help: "times through the data (report 10, digit 40, finder 24)",
      },
      batch: {
        type: "integer",
        least: 2,
        help: "pictures a step (report 32, digit 128, finder 12)",
      },
      seed: { type: "integer", default: 1, help: "same seed, same model on one backend" },
      out: { type: "string", help: "where to save it (default models/DATA-NETWORK)" },
      backend: {
        type: "string",
        choices: ["auto", "native", "wasm"],
        default: "auto",
        help: "which TensorFlow",
      },
      from: { type: "string", help: "the folder of a digit net or a finder to go on from" },
      show: { type: "string", help: "only write a contact sheet of the augmentation to this PNG" },
      json: { type: "boolean", help: "print the result as one line of JSON" },
    },
  });
  if (flags.show) {
    const { train: pictures } = await openDataset(flags.data, RECIPES.digit.input, flags);
    await Deno.writeFile(flags.show, await encodePng(augmentSheet(pictures, flags)));
    console.log(`written: ${flags.show}`);
    return;
  }
  const backend = await useBackend(flags.backend as "auto" | "native" | "wasm");
  if (backend.note) console.error(backend.note);

  let bar = progressBar("reading pictures");
  const isFinder = flags.network === "finder";
  const network = isFinder ? "digit" : flags.network as keyof typeof RECIPES;
  const opened = await openDataset(flags.data, RECIPES[network].input, {
    seed: flags.seed,
    onProgress: bar.onProgress,
  });
  bar.finish();
  for (const { file, reason } of opened.unreadable) console.error(`left out: ${file}: ${reason}`);
  const out = flags.out ?? `models/${opened.name}-${flags.network}`;

  const stop = new AbortController();
  const interrupt = () => stop.abort();
  Deno.addSignalListener("SIGINT", interrupt);
  const started = performance.now();
  const training = {
    data: opened.name,
    dataSha256: datasetSha256(opened.train),
    seed: flags.seed,
    backend: backend.name,
  };
  const versions = { deno: Deno.version.deno, "@tensorflow/tfjs": tf.version.tfjs };
  const options = {
    data: opened,
    epochs: flags.epochs,
    batch: flags.batch,
    seed: flags.seed,
    signal: stop.signal,
    onStage(stage: string) {
      bar.finish();
      bar = progressBar(stage);
    },
    onProgress: (done: number, total: number, note?: string) => bar.onProgress(done, total, note),
  };
  const finder = network === "digit" && !isFinder ? await openFinder() : null;
  const from = flags.from === undefined ? null : await loadTrained(flags.from, flags.network!);
  const trained = isFinder
    ? await trainFinder({
      ...options,
      from: from?.model,
      // What was learnt so far is on disk after every epoch, beside where it will be.
      onEpoch: async ({ epoch }, model) => {
        const unmeasured = { images: 0, loss: 0, accuracy: 0 };
        await saveFinder(`${out}.checkpoint`, model, {
          network: "finder",
          training: { ...FINDER_RECIPE, ...training, epochs: epoch, ...beginning(from) },
          metrics: { train: unmeasured, validation: unmeasured, test: unmeasured },
          versions,
        });
      },
    })
    : await train({ ...options, network, finder: finder?.run, from: from?.model as tf.Sequential });
  options.onStage("measuring");
  const metrics = "metrics" in trained
    ? trained.metrics
    : await measureFinder(trained.model, options);
  bar.finish();
  Deno.removeSignalListener("SIGINT", interrupt);
  const seconds = (performance.now() - started) / 1000;
  if (stop.signal.aborted) console.error("stopped: the best weights so far are kept");

  await finder?.close();
  const epochs = trained.records.length;
  if ("threshold" in trained) {
    const batch = flags.batch ?? RECIPES[network].batch;
    await saveModel(out, trained.model, {
      network,
      classes: opened.train.classes,
      input: RECIPES[network].input,
      threshold: trained.threshold,
      training: { ...training, epochs, batch, ...beginning(from) },
      metrics,
      versions,
    });
  } else {
    const batch = flags.batch ?? FINDER_RECIPE.batch;
    await saveFinder(out, trained.model, {
      network: "finder",
      training: { ...FINDER_RECIPE, ...training, epochs, batch, ...beginning(from) },
      metrics,
      versions,
    });
  }

  if (flags.json) {
    console.log(JSON.stringify({
      out,
      backend: backend.name,
      seconds: Math.round(10 * seconds) / 10,
      epochs,
      ...metrics,
    }));
    return;
  }
  for (const [part, score] of Object.entries(metrics)) {
    console.log(
      `${part.padEnd(10)} ${(100 * score.accuracy).toFixed(2).padStart(6)} % of ${score.images}`,
    );
  }
  console.log(`saved in ${out}`);
});

/** Reads a network of the same kind as the one that is to be trained. */
async function loadTrained(folder: string, network: string): Promise<Trained> {
  if (network === "finder") {
    const card = await readFinderCard(folder);
    return { model: await loadLayers(folder, card), card };
  }
  const trained = await loadModel(folder);
  if (network !== "digit" || trained.card.network !== "digit") {
    throw new FlagError(
      "--from goes on with a digit net or a finder: --network digit --from models/digits",
    );
  }
  return trained;
}

/** What the card says of where the weights came from. */
function beginning(from: Trained | null): Pick<Card["training"], "from"> {
  return from ? { from: from.card.training } : {};
}
