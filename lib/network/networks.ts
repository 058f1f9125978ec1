/** Every network that can be trained into a model folder, by name. */
import { basename, dirname, join } from "@std/path";
import type * as tf from "@tensorflow/tfjs";
import { removeFolder } from "../base/replace.ts";
import { ModelError } from "../base/errors.ts";
import { FINDER_FOLDER } from "../finder/open_finder.ts";
import type { NetworkInput } from "../image/prepare.ts";
import type { Card, FinderCard } from "../model/card.ts";
import { readCard, readFinderCard } from "../model/model_files.ts";
import { DIGITS_FOLDER } from "../open_recognizer.ts";
import { CLASSIFIERS } from "./classifiers.ts";
import { measureFinder } from "./measure_finder.ts";
import { loadLayers, loadModel, saveFinder, saveModel } from "./model_folder.ts";
import { roundKernels } from "./round_kernels.ts";
import { train, type Trained, type TrainOptions } from "./train.ts";
import { FINDER_RECIPE, picturesFor, trainFinder } from "./train_finder.ts";

interface TrainNetworkOptions extends Omit<TrainOptions, "network" | "from" | "onEpoch"> {
  /** Folder of a model of the same network to go on from. */
  readonly from?: string;
  /** Where the model goes; see {@linkcode checkpointOf} for what is kept after each epoch. */
  readonly out: string;
  /** What the card is to say beside what training itself knows. */
  readonly about: {
    readonly training: Pick<Card["training"], "data" | "dataSha256" | "backend" | "commit">;
    readonly versions: Card["versions"];
  };
}

/** Where what a training has learnt so far is kept until its model is at `out`. */
export function checkpointOf(out: string): string {
  // Not inside it, should its name end with a slash.
  return `${join(dirname(out), basename(out))}.checkpoint`;
}

/** A network that can be trained. */
export interface Network {
  /** What pictures of the data are prepared as. */
  readonly input: NetworkInput;
  /** How it is trained, where options say nothing else. */
  readonly recipe: { readonly epochs: number; readonly batch: number };
  /** Whether it needs a finder that stands. */
  readonly learnsFromPictures: boolean;
  /** The card of this repository's own model of it, which took a whole training; none where there is no model. */
  readonly shipped?: () => Promise<Card>;
  /** Trains it, measures it and saves it as a model folder. */
  train(options: TrainNetworkOptions): Promise<Card>;
}

/** Every network, by the name that flags and cards give it. */
export const NETWORKS = {
  report: classifier("report"),
  digit: { ...classifier("digit"), shipped: () => readCard(DIGITS_FOLDER) },
  finder: {
    input: CLASSIFIERS.digit.input,
    recipe: FINDER_RECIPE,
    learnsFromPictures: false,
    shipped: () => readFinderCard(FINDER_FOLDER),
    train: trainFinderFolder,
  },
} as const satisfies Record<string, Network>;

/** In the card of a checkpoint: metrics are measured at the end. */
const UNMEASURED = { images: 0, loss: 0, accuracy: 0 };
const NO_METRICS = { train: UNMEASURED, validation: UNMEASURED, test: UNMEASURED };

function classifier(network: keyof typeof CLASSIFIERS): Network {
  const { input, recipe, learnsFromPictures } = CLASSIFIERS[network];
  return {
    input,
    recipe,
    learnsFromPictures,
    async train({ out, about, from: folder, ...options }) {
      const from = folder === undefined ? undefined : await loadModel(folder);
      if (from && from.card.network !== network) {
        throw new ModelError(
          `${folder} holds a model of the network ${from.card.network}; --network ${network} goes on from its own alone`,
        );
      }
      const classes = options.data.train.classes;
      if (from && from.card.classes.join() !== classes.join()) {
        throw new ModelError(
          `${folder} tells ${from.card.classes.join(", ")} apart, ` +
            `the data has ${classes.join(", ")}: ` +
            "go on from a model of the same classes, or leave --from out",
        );
      }
      const save = (
        to: string,
        model: tf.Sequential,
        done: Done,
        { threshold, metrics }: Pick<Trained, "threshold" | "metrics">,
      ) =>
        saveModel(to, model, {
          ...{ network, classes, input, threshold, metrics },
          training: trainingOf(about.training, { ...options, ...done }, recipe, from?.card),
          versions: about.versions,
        });
      const trained = await train({
        ...options,
        network,
        from: from?.model,
        onEpoch: async ({ epoch, isBest }, model, steps) => {
          if (!isBest) return;
          const done = { epoch, steps, isStopped: true };
          await save(checkpointOf(out), model, done, { threshold: 0, metrics: NO_METRICS });
        },
      });
      const done = { ...trained, epoch: trained.records.length };
      const card = await save(out, trained.model, done, trained);
      await removeFolder(checkpointOf(out));
      trained.model.dispose();
      from?.model.dispose();
      return card;
    },
  };
}

async function trainFinderFolder(
  { out, about, from: folder, ...options }: TrainNetworkOptions,
): Promise<Card> {
  const card = folder === undefined ? undefined : await readFinderCard(folder);
  const from = card && await loadLayers(folder!, card);
  const pictures = picturesFor(options.minutes, { goesOn: from !== undefined });
  const save = (to: string, model: tf.LayersModel, done: Done, metrics: Card["metrics"]) =>
    saveFinder(to, model, {
      network: "finder",
      training: {
        ...trainingOf(about.training, { ...options, ...done }, FINDER_RECIPE, card),
        pictures,
        stepsPerEpoch: FINDER_RECIPE.stepsPerEpoch,
      } satisfies FinderCard["training"],
      metrics,
      versions: about.versions,
    });
  const { model, records, ...done } = await trainFinder({
    ...options,
    pictures,
    from,
    onEpoch: async ({ epoch }, model, steps) => {
      await save(checkpointOf(out), model, { epoch, steps, isStopped: true }, NO_METRICS);
    },
  });
  roundKernels(model);
  options.onStage?.("measuring");
  const metrics = await measureFinder(model, options);
  const saved = await save(out, model, { ...done, epoch: records.length }, metrics);
  await removeFolder(checkpointOf(out));
  model.dispose();
  return saved;
}

/** How much was learnt. */
interface Done {
  /** The last epoch that was gone through. */
  readonly epoch: number;
  readonly steps: number;
  readonly isStopped: boolean;
  readonly isMean?: boolean;
}

/** What the card says of a training: enough to do it again, or in so many minutes something like it. */
function trainingOf(
  about: TrainNetworkOptions["about"]["training"],
  { seed, epoch, epochs, steps, isStopped, isMean, minutes, batch, people }:
    & Done
    & Pick<TrainNetworkOptions, "seed" | "epochs" | "minutes" | "batch" | "people">,
  recipe: Network["recipe"],
  from: Card | undefined,
): Card["training"] {
  return {
    ...about,
    ...{ seed, epochs: minutes === undefined ? epochs ?? recipe.epochs : epoch },
    ...{ batch: batch ?? recipe.batch, recipe },
    ...(minutes === undefined ? {} : { minutes }),
    ...(minutes === undefined && !isStopped ? {} : { steps }),
    ...(isStopped ? { stopped: true } : {}),
    ...(people ? { people: people.name } : {}),
    ...(isMean ? { mean: true } : {}),
    ...(from ? { from: from.training } : {}),
  };
}
