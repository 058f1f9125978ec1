/** Makes a model folder of what a training in `tools/gpu/` wrote. */
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../lib/backend/use_backend.ts";
import { createRandom } from "../lib/base/random.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { datasetSha256 } from "../lib/dataset/sha256.ts";
import { readFinderCard } from "../lib/model/model_files.ts";
import { digitClassifier, digitNetwork } from "../lib/network/digit.ts";
import { AUGMENTATION } from "../lib/network/digit_batches.ts";
import { finderNetwork } from "../lib/network/finder.ts";
import { measureFinder } from "../lib/network/measure_finder.ts";
import { loadModel, saveFinder, saveModel } from "../lib/network/model_folder.ts";
import { roundKernels } from "../lib/network/round_kernels.ts";
import { settle } from "../lib/network/settle.ts";
import { readRun } from "../tools/gpu/read_run.ts";
import { writeWeightList } from "../tools/gpu/weight_list.ts";
import { commit } from "./commit.ts";
import { openModelPlace } from "./open_model_place.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "save-trained",
  about: "Measures a network that was trained on a GPU, and saves it as a model folder.",
  flags: {
    run: { type: "path", default: "run", help: "the folder that the training wrote" },
    network: { type: "string", choices: ["finder", "digit"], default: "finder", help: "which one" },
    name: { type: "string", help: "of its files in there (finder, digits)" },
    from: { type: "path", help: "the folder of the model that it went on from" },
    out: { type: "path", help: "where to save it (models/finder, models/digits)" },
  },
}, async ({ run: folder, network, from, ...flags }) => {
  const isFinder = network === "finder";
  const usual = isFinder ? "finder" : "digits";
  const { name = usual, out = `models/${usual}` } = flags;
  const run = await readRun(folder, name);
  await openModelPlace(out);
  // What cannot be read is told before minutes are spent on measuring.
  const before = isFinder && from !== undefined ? await readFinderCard(from) : undefined;
  await useBackend("auto");
  const { input } = digitClassifier;
  const data = await openDataset("mnist", input, { seed: 1 });
  const seed = Number(run.flags.seed);
  const training = {
    data: data.name,
    dataSha256: datasetSha256(data.train),
    seed,
    epochs: 1,
    // Python's word for a training that the clock ended.
    ...(run.flags.steps === "None" ? { minutes: Number(run.flags.minutes) } : {}),
    steps: run.steps,
    pictures: run.drawn,
    batch: Number(run.flags.batch),
    backend: `PyTorch ${run.torch} on a GPU (tools/gpu)`,
    commit: await commit(),
  };
  const recipe = { peak: Number(run.flags.peak), average: Number(run.flags.average) };
  const versions = {
    deno: Deno.version.deno,
    "@tensorflow/tfjs": tf.version.tfjs,
    torch: run.torch,
  };
  const bar = progressBar("measuring");
  const { onProgress } = bar;
  if (isFinder) {
    const model = finderNetwork({ seed: 1, width: Number(run.flags.width) });
    writeWeightList(model, run.weights);
    roundKernels(model);
    const metrics = await measureFinder(model, { data, seed, onProgress });
    const start = before ? { from: before.training } : {};
    await saveFinder(out, model, {
      network: "finder",
      training: { ...training, recipe, stepsPerEpoch: run.steps, ...start },
      ...{ metrics, versions },
    });
  } else {
    const { classes } = data.train;
    const model = digitNetwork({ ...input, classes: classes.length, seed: 1 });
    writeWeightList(model, run.weights);
    const start = from === undefined ? undefined : await loadModel(from);
    const { isMean, threshold, metrics } = settle(model, {
      ...{ classifier: digitClassifier, data, from: start?.model, onProgress },
      random: createRandom(seed).fork("calibrate"),
    });
    await saveModel(out, model, {
      ...{ network: "digit" as const, classes, input, threshold, metrics, versions },
      training: {
        ...training,
        recipe: { ...recipe, augmentation: AUGMENTATION },
        ...(isMean ? { mean: true } : {}),
        ...(start ? { from: start.card.training } : {}),
      },
    });
  }
  bar.finish();
  console.log(`saved in ${out}`);
});
