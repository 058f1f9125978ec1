/** Makes a model folder of what `tools/gpu/train_finder.py` wrote. */
import * as tf from "@tensorflow/tfjs";
import { join } from "@std/path";
import { useBackend } from "../lib/backend/use_backend.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { datasetSha256 } from "../lib/dataset/sha256.ts";
import { finderNetwork } from "../lib/network/finder.ts";
import { saveFinder } from "../lib/network/model_folder.ts";
import { NETWORKS } from "../lib/network/networks.ts";
import { measureFinder } from "../lib/network/train_finder.ts";
import { writeWeightList } from "../tools/gpu/weight_list.ts";
import { commit } from "./commit.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "save-finder",
  about:
    "Measures a finder that tools/gpu/train_finder.py trained, and saves it as a model folder.",
  flags: {
    run: { type: "string", default: "run", help: "the folder that the training wrote" },
    out: { type: "string", default: "models/finder", help: "where to save it" },
  },
}, async ({ run: folder, out }) => {
  await useBackend("auto");
  const run = JSON.parse(await Deno.readTextFile(join(folder, "run.json")));
  const bytes = await Deno.readFile(join(folder, "finder.weights"));
  const model = finderNetwork({ seed: 1 });
  writeWeightList(model, new Float32Array(bytes.buffer));

  const seed = Number(run.flags.seed);
  const data = await openDataset("mnist", NETWORKS.finder.input, { seed: 1 });
  const bar = progressBar("measuring");
  const metrics = await measureFinder(model, { data, seed, onProgress: bar.onProgress });
  bar.finish();
  await saveFinder(out, model, {
    network: "finder",
    training: {
      data: data.name,
      dataSha256: datasetSha256(data.train),
      seed,
      epochs: 1,
      stepsPerEpoch: run.steps,
      batch: Number(run.flags.batch),
      pictures: run.drawn,
      recipe: { peak: Number(run.flags.peak), average: Number(run.flags.average) },
      backend: `PyTorch ${run.torch} on a GPU (tools/gpu)`,
      commit: await commit(),
    },
    metrics,
    versions: { deno: Deno.version.deno, "@tensorflow/tfjs": tf.version.tfjs, torch: run.torch },
  });
  console.log(`saved in ${out}`);
});
