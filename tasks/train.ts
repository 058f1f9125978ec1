/** Trains a network and saves it as a model folder. */
import { basename, resolve } from "@std/path";
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "../lib/backend/use_backend.ts";
import { UserError } from "../lib/base/errors.ts";
import { replaceFile } from "../lib/base/replace.ts";
import { requireFilePlace } from "../lib/base/require_place.ts";
import { augmentSheet } from "../lib/dataset/augment_sheet.ts";
import { loadFolder, requireEveryClass, requireOwnName } from "../lib/dataset/folder.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { datasetSha256 } from "../lib/dataset/sha256.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { isTaught } from "../lib/model/card.ts";
import { readCard } from "../lib/model/model_files.ts";
import { checkpointOf, type Network, NETWORKS } from "../lib/network/networks.ts";
import { openRecognizer } from "../lib/open_recognizer.ts";
import { teachModel } from "../lib/teach/teach_model.ts";
import { commit } from "./commit.ts";
import { FlagError, type Flags, fromUser } from "./flags.ts";
import { openModelPlace } from "./open_model_place.ts";
import { percent } from "./percent.ts";
import { stagedBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

/** What a card says of what trained the model. */
const VERSIONS = { deno: Deno.version.deno, "@tensorflow/tfjs": tf.version.tfjs };

const FLAGS = {
  data: {
    type: "path",
    names: ["mnist", "pen"],
    default: "mnist",
    help: "mnist, pen, or a folder of <class>/<picture>",
  },
  network: {
    type: "string",
    choices: Object.keys(NETWORKS),
    help: "report CNN, digit net (the default), or the finder of digits in pictures",
  },
  epochs: {
    type: "integer",
    least: 1,
    help: `times through the data (${defaults("epochs")})`,
  },
  minutes: {
    type: "integer",
    least: 1,
    help:
      "instead of epochs: the best that so many minutes give; the same seed gives another model each time",
  },
  batch: {
    type: "integer",
    least: 2,
    help: `pictures a step (${defaults("batch")})`,
  },
  seed: { type: "integer", default: 1, help: "same seed, same model on one backend" },
  out: {
    type: "path",
    help: "where to save it (default models/DATA-NETWORK, or models/DATA-taught)",
  },
  backend: {
    type: "string",
    choices: ["auto", "native", "wasm"],
    default: "auto",
    help: "which TensorFlow",
  },
  from: {
    type: "path",
    help:
      "the folder of a model to go on from, such as OUT.checkpoint of a training that was ended; with a FOLDER of " +
      "other examples its last layers learn these",
  },
  pendigits: {
    type: "boolean",
    help:
      "the digit net also learns what 30 people wrote with a pen, once deno task data --pendigits has fetched it",
  },
  show: {
    type: "path",
    value: "PNG",
    help: "only write a contact sheet of the digit net's augmentation to this file",
  },
  json: { type: "boolean", help: "print the result as one line of JSON" },
} as const;

await runTask({
  task: "train",
  about: "Trains a network and saves it as a model folder. Ctrl-C keeps the best weights so far.",
  flags: FLAGS,
}, async (flags) => {
  const teaches = flags.from !== undefined && !["mnist", "pen"].includes(flags.data) &&
    !await isOf(flags.from, flags.data);
  if (flags.minutes !== undefined && flags.epochs !== undefined) {
    throw new FlagError("a training ends after --epochs or after --minutes: leave one of them out");
  }
  const strange = (["minutes", "batch", "network", "pendigits"] as const)
    .find((name) => teaches && flags[name]);
  if (strange) {
    throw new FlagError(`teaching a model a folder of examples takes --epochs, not --${strange}`);
  }
  if (flags.show) return await writeSheet(flags.show, flags);
  const data = basename(resolve(flags.data));
  const { network: name = "digit" } = flags;
  if (flags.pendigits && (name !== "digit" || flags.data !== "mnist")) {
    throw new FlagError("--pendigits belongs to the digit net on mnist");
  }
  const { out = `models/${data}-${teaches ? "taught" : name}` } = flags;
  await openModelPlace(out);
  // What a training has learnt so far is kept beside it.
  if (!teaches) await openModelPlace(checkpointOf(out));
  const backend = await useBackend(flags.backend);
  if (backend.note) console.error(backend.note);

  if (teaches) return await teachFrom(flags.from!, backend.name, { ...flags, out });
  const bar = stagedBar("reading pictures");
  const network: Network = NETWORKS[name as keyof typeof NETWORKS];
  const parts = await openDataset(flags.data, network.input, {
    seed: flags.seed,
    pendigits: flags.pendigits,
    onProgress: bar.onProgress,
  });
  bar.finish();
  for (const { file, reason } of parts.unreadable) console.error(`left out: ${file}: ${reason}`);
  requireEveryClass(parts.train);
  const finder = network.learnsFromPictures ? await openFinder() : null;

  const signal = interruption();
  const started = performance.now();
  const { epochs, minutes, batch, seed, from } = flags;
  const { metrics, training } = await network.train({
    ...{ data: parts, people: parts.people, epochs, minutes, batch, seed, from, out },
    about: {
      training: {
        data: parts.name,
        dataSha256: datasetSha256(parts.train),
        backend: backend.name,
        commit: await commit(),
      },
      versions: VERSIONS,
    },
    finder: finder?.run,
    onStage: bar.onStage,
    onProgress: bar.onProgress,
    signal,
  }).finally(bar.finish);
  await finder?.close();
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  // Shows what the limit of time costs, beside what the whole training reached on the same data.
  const whole = minutes === undefined ? undefined : await network.shipped?.();
  const shipped = whole?.training.dataSha256 === training.dataSha256 ? whole : undefined;
  if (signal.aborted) console.error("stopped: the best weights so far are kept");

  if (flags.json) {
    console.log(JSON.stringify({
      out,
      backend: backend.name,
      seconds,
      epochs: training.epochs,
      steps: training.steps,
      ...metrics,
      shipped: shipped?.metrics,
    }));
    return;
  }
  for (const part of ["train", "validation", "test"] as const) {
    const { accuracy, images } = metrics[part];
    const beside = shipped
      ? `; ${percent(shipped.metrics[part].accuracy).trim()} by the shipped model`
      : "";
    console.log(`${part.padEnd(10)} ${percent(accuracy)} of ${images}${beside}`);
  }
  console.log(`saved in ${fromUser(out)}`);
});

/** Draws the digit net's augmentation on a contact sheet, in place of a training: `--show PNG`. */
async function writeSheet(path: string, flags: Flags<typeof FLAGS>): Promise<void> {
  const idle =
    (["network", "epochs", "minutes", "batch", "out", "from", "pendigits", "json"] as const)
      .find((name) => flags[name]);
  if (idle) throw new FlagError(`--${idle} belongs to a training: --show begins none`);
  await requireFilePlace(path);
  const { data, seed } = flags;
  const { onProgress, onStage, finish } = stagedBar("reading pictures");
  const { train } = await openDataset(data, NETWORKS.digit.input, { seed, onProgress });
  onStage("drawing");
  const sheet = augmentSheet(train, { seed, onProgress });
  finish();
  await replaceFile(path, await encodePng(sheet));
  console.log(`written: ${path}`);
}

/** Aborted by Ctrl-C: what can be kept is kept then, and where there is nothing yet, the reason says so. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  const reason = new UserError("stopped before the first step: nothing is saved");
  Deno.addSignalListener("SIGINT", () => stop.abort(reason));
  return stop.signal;
}

/** Whether a model was trained from nothing on a folder of this name: then it is to be trained on, not taught. */
async function isOf(model: string, data: string): Promise<boolean> {
  const { training } = await readCard(model);
  return training.data === basename(resolve(data)) && !isTaught(training);
}

/** Teaches a model from a folder of examples: `--from MODEL --data FOLDER`. */
async function teachFrom(
  from: string,
  backend: string,
  { out, epochs, seed, json, ...flags }: Flags<typeof FLAGS> & { readonly out: string },
): Promise<void> {
  requireOwnName(flags.data);
  const bar = stagedBar("reading pictures");
  const recognizer = await openRecognizer({ model: from });
  const { dataset, unreadable } = await loadFolder(flags.data, recognizer.card.input, {
    leastClasses: 1,
    // What it learns from is cut out as what it will read.
    cutOut: async (file) => (await recognizer.readDetailed(file, { single: true })).inputs[0],
    onProgress: bar.onProgress,
  });
  await recognizer.close();
  bar.finish();
  for (const { file, reason } of unreadable) console.error(`left out: ${file}: ${reason}`);
  requireEveryClass(dataset);
  const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
  const data = basename(resolve(flags.data));
  const signal = interruption();
  const started = performance.now();
  const { held, old, card } = await teachModel({
    ...{ from, out, epochs, seed },
    examples: dataset,
    mnist: { train, test },
    about: {
      training: { data, backend, commit: await commit() },
      versions: VERSIONS,
    },
    onStage: bar.onStage,
    onProgress: bar.onProgress,
    signal,
  }).finally(bar.finish);
  if (signal.aborted) console.error("stopped: what was learned so far is kept");
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (json) {
    const { classes, training: { epochs } } = card;
    console.log(JSON.stringify({ out, backend, seconds, classes, epochs, held, old }));
    return;
  }
  for (const [part, { before, after }] of Object.entries({ "held out": held, "old digits": old })) {
    const [was, is] = [before, after].map(({ accuracy }) => percent(accuracy));
    console.log(
      after.images > 0
        ? `${part.padEnd(10)} ${was} before, ${is} after, of ${after.images}`
        : `${part.padEnd(10)} none: it takes four examples of a class`,
    );
  }
  console.log(`saved in ${fromUser(out)}`);
}

/** What each network does where a flag says nothing. */
function defaults(what: "epochs" | "batch"): string {
  return Object.entries(NETWORKS).map(([name, { recipe }]) => `${name} ${recipe[what]}`).join(", ");
}
