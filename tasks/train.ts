/** Trains a network and saves it as a model folder. */
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../lib/backend.ts";
import { augmentSheet } from "../lib/dataset/augment_sheet.ts";
import { openDataset } from "../lib/dataset/open.ts";
import { datasetSha256 } from "../lib/dataset/sha256.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { saveModel } from "../lib/network/model_folder.ts";
import { RECIPES, train } from "../lib/network/train.ts";
import { readFlags } from "./flags.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

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
        choices: ["report", "digit"],
        default: "digit",
        help: "report CNN or digit net",
      },
      epochs: { type: "integer", least: 1, help: "times through the data (report 10, digit 40)" },
      batch: { type: "integer", least: 2, help: "pictures a step (report 32, digit 128)" },
      seed: { type: "integer", default: 1, help: "same seed, same model on one backend" },
      out: { type: "string", help: "where to save it (default models/DATA-NETWORK)" },
      backend: {
        type: "string",
        choices: ["auto", "native", "wasm"],
        default: "auto",
        help: "which TensorFlow",
      },
      show: { type: "string", help: "only write a contact sheet of the augmentation to this PNG" },
      json: { type: "boolean", help: "print the result as one line of JSON" },
    },
  });
  const network = flags.network as keyof typeof RECIPES;
  const recipe = RECIPES[network];
  const epochs = flags.epochs ?? recipe.epochs;
  const batch = flags.batch ?? recipe.batch;
  if (flags.show) {
    const { train: pictures } = await openDataset(flags.data, RECIPES.digit.input, flags);
    await Deno.writeFile(flags.show, await encodePng(augmentSheet(pictures, flags)));
    console.log(`written: ${flags.show}`);
    return;
  }
  const backend = await useBackend(flags.backend as "auto" | "native" | "wasm");
  if (backend.note) console.error(backend.note);

  let bar = progressBar("reading pictures");
  const opened = await openDataset(flags.data, recipe.input, {
    seed: flags.seed,
    onProgress: bar.onProgress,
  });
  bar.finish();
  for (const { file, reason } of opened.unreadable) console.error(`left out: ${file}: ${reason}`);
  const out = flags.out ?? `models/${opened.name}-${network}`;

  const stop = new AbortController();
  const interrupt = () => stop.abort();
  Deno.addSignalListener("SIGINT", interrupt);
  const started = performance.now();
  const trained = await train({
    network,
    data: opened,
    epochs,
    batch,
    seed: flags.seed,
    signal: stop.signal,
    onStage(stage) {
      bar.finish();
      bar = progressBar(stage);
    },
    onProgress: (done, total, note) => bar.onProgress(done, total, note),
  });
  bar.finish();
  Deno.removeSignalListener("SIGINT", interrupt);
  const seconds = (performance.now() - started) / 1000;
  if (stop.signal.aborted) console.error("stopped: the best weights so far are kept");

  await saveModel(out, trained.model, {
    network,
    classes: opened.train.classes,
    input: recipe.input,
    threshold: trained.threshold,
    training: {
      data: opened.name,
      dataSha256: datasetSha256(opened.train),
      seed: flags.seed,
      epochs: trained.records.length,
      batch,
      backend: backend.name,
    },
    metrics: trained.metrics,
    versions: { deno: Deno.version.deno, "@tensorflow/tfjs": tf.version.tfjs },
  });

  const { metrics } = trained;
  if (flags.json) {
    console.log(JSON.stringify({
      out,
      backend: backend.name,
      seconds: Math.round(10 * seconds) / 10,
      epochs: trained.records.length,
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
