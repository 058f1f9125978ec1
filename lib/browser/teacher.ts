/**
 * Teaches in a browser's worker: `deno task page` bundles this file, and the page starts it when someone teaches.
 *
 * It is another thread than the one that reads, so that drawings are read meanwhile. Its files lie in the folder
 * above it, but for the digits that it rehearses.
 */
import type { Dataset } from "../dataset/dataset.ts";
import { joinDatasets } from "../dataset/join_datasets.ts";
import { darkness } from "../image/darkness.ts";
import { prepare } from "../image/prepare.ts";
import { toBytes } from "../image/shares.ts";
import type { ModelCard } from "../model/card.ts";
import { type ModelPack, readPack } from "../model/model_pack.ts";
import { type About, classifierFiles } from "../network/folder_files.ts";
import { unpackDigits } from "../teach/old_digits.ts";
import { type SplitNetwork, splitNetwork } from "../teach/split_network.ts";
import type { Examples, TeachingRecord } from "../teach/teach.ts";
import { namesOf, type TaughtNetwork, teachNetwork } from "../teach/teach_network.ts";
import { unzipExamples, zipExamples, zipFiles } from "./examples_zip.ts";
import { featuresInThreads, type FeaturesOf } from "./features_in_threads.ts";
import { fetchUnpacked } from "./fetch_unpacked.ts";
import { classifierOf } from "./open_pack.ts";
import { type NetworkWithWeights, packNetwork, unpackNetwork } from "./pack_network.ts";
import { createPaper } from "./paper.ts";
import { startWasm } from "./start_wasm.ts";
import { version } from "./tensorflow.ts";

/** One example: ink 255, framed as the network takes it. */
interface Example {
  /** Its class. */
  readonly name: string;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** A model that was taught: what its card says, and its network. */
interface TaughtModel {
  readonly card: About<ModelCard>;
  readonly network: NetworkWithWeights;
}

/** What may be asked, and its number, which the reply has too. */
type Request =
  & { readonly id: number }
  & (
    | { readonly kind: "open" }
    | { readonly kind: "teach"; readonly examples: readonly Example[] }
    | { readonly kind: "zip-model"; readonly model: TaughtModel }
    | { readonly kind: "zip-examples"; readonly examples: readonly Example[] }
    | { readonly kind: "unzip-examples"; readonly archive: Uint8Array }
    | { readonly kind: "see"; readonly network: NetworkWithWeights; readonly pictures: Dataset }
  );

/** What is replied: reports on the way, then the result, or why there is none. */
type Reply =
  & { readonly id: number }
  & (
    | { readonly record: TeachingRecord }
    | { readonly result: unknown }
    | { readonly failure: string }
  );

/** What came of teaching. */
interface Lesson extends Pick<TaughtNetwork, "held" | "old"> {
  readonly model: TaughtModel;
}

/** The worker's global scope, for which the types at hand are a window's. */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(message: Reply): void;
  readonly location: { readonly href: string };
};

/** Always the same: the same examples give the same model. */
const SEED = 1;

/** Most threads that look at old digits, this one among them: each loads the network anew, into memory of its own. */
const MOST_THREADS = 4;

interface Opened {
  readonly card: ModelPack["card"];
  readonly network: SplitNetwork;
  /** Features of what is rehearsed, and of the test digits. */
  readonly memory: Float32Array;
  readonly old: Examples;
}

let opening: Promise<Opened> | null = null;

/** One after the other: TensorFlow.js has one memory. */
let turn: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  turn = turn.then(async () => {
    const { id } = data;
    try {
      scope.postMessage({ id, result: await reply(data) });
    } catch (error) {
      scope.postMessage({ id, failure: (error as Error).message });
    }
  });
};

async function reply(request: Request): Promise<unknown> {
  switch (request.kind) {
    case "open":
      return void await opened();
    case "teach":
      return await learn(request.id, request.examples);
    case "zip-model":
      return await zipModel(request.model);
    case "zip-examples":
      return zipExamples(await Promise.all(request.examples.map(toFile)));
    case "unzip-examples":
      return await fromArchive(request.archive);
    case "see":
      return (await openNetwork(request.network)).features(request.pictures);
  }
}

/** Loads what teaching takes, once; where that fails, the next call tries again. */
function opened(): Promise<Opened> {
  opening ??= open().catch((error) => {
    opening = null;
    throw error;
  });
  return opening;
}

async function open(): Promise<Opened> {
  const [pack, digits] = await Promise.all([
    fetchUnpacked("../models.gz").then(readPack),
    fetchUnpacked("digits.gz").then(unpackDigits),
  ]);
  const packed = classifierOf(pack);
  const { memory, test } = digits;
  const threads = Math.min(MOST_THREADS, navigator.hardwareConcurrency);
  const others = Array.from({ length: threads - 1 }, () => startOther(packed));
  try {
    const network = await openNetwork(packed);
    const features = await featuresInThreads(joinDatasets([memory, test]), {
      here: (pictures) => network.features(pictures),
      elsewhere: others.map(({ see }) => see),
    });
    const end = features.length * memory.size / (memory.size + test.size);
    return {
      card: pack.card,
      network,
      memory: features.subarray(0, end),
      old: { features: features.subarray(end), names: namesOf(test) },
    };
  } finally {
    others.forEach(({ end }) => end());
  }
}

async function openNetwork(packed: NetworkWithWeights): Promise<SplitNetwork> {
  await startWasm("../");
  const model = await unpackNetwork(packed);
  const network = await splitNetwork(model);
  model.dispose();
  return network;
}

/** Starts another worker of this file, which computes features with this network until it is ended. */
function startOther(network: NetworkWithWeights): { readonly see: FeaturesOf; end(): void } {
  const worker = new Worker(scope.location.href);
  return {
    see(pictures) {
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<Reply>) =>
          "result" in data
            ? resolve(data.result as Float32Array)
            : reject(new Error("failure" in data ? data.failure : "no features"));
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message));
        };
        worker.postMessage({ id: 0, kind: "see", network, pictures } satisfies Request);
      });
    },
    end: () => worker.terminate(),
  };
}

async function learn(id: number, given: readonly Example[]): Promise<Lesson> {
  const { card: from, ...known } = await opened();
  const { model, card, held, old } = await teachNetwork({
    ...known,
    ...{ from, examples: toDataset(given, from), seed: SEED },
    about: {
      training: {
        data: "examples given on the page",
        backend: "wasm, in a browser",
        commit: null,
      },
      versions: { "@tensorflow/tfjs": version.tfjs },
    },
    onEpoch: (record) => scope.postMessage({ id, record }),
  });
  const network = await packNetwork(model);
  model.dispose();
  return { model: { card, network }, held, old };
}

function toDataset(examples: readonly Example[], { input }: Opened["card"]): Dataset {
  const classes = [...new Set(examples.map(({ name }) => name))];
  const images = new Uint8Array(examples.length * input.width * input.height);
  examples.forEach(({ pixels }, i) => images.set(pixels, i * pixels.length));
  return {
    images,
    labels: Uint8Array.from(examples, ({ name }) => classes.indexOf(name)),
    classes,
    size: examples.length,
    width: input.width,
    height: input.height,
  };
}

async function zipModel({ card, network }: TaughtModel): Promise<Uint8Array> {
  await startWasm("../");
  const model = await unpackNetwork(network);
  const { files } = await classifierFiles(model, card);
  model.dispose();
  return zipFiles(files);
}

/** An example as a picture: ink black on white paper. */
async function toFile({ name, pixels }: Example) {
  const side = Math.sqrt(pixels.length);
  const image = new ImageData(side, side);
  pixels.forEach((ink, i) => image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * i));
  const paper = createPaper(side, side);
  paper.putImageData(image, 0, 0);
  const blob = await paper.canvas.convertToBlob({ type: "image/png" });
  return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

/** The pictures of an archive as examples, and how many of its files are none. */
async function fromArchive(archive: Uint8Array): Promise<{ examples: Example[]; left: number }> {
  const { card: { input } } = await opened();
  const files = unzipExamples(archive);
  const examples: Example[] = [];
  for (const { name, bytes } of files) {
    try {
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const { width, height } = bitmap;
      const paper = createPaper(width, height);
      paper.drawImage(bitmap, 0, 0);
      const rgba = new Uint8Array(paper.getImageData(0, 0, width, height).data.buffer);
      const { data } = prepare({ width, height, data: darkness(rgba, 4) }, input);
      examples.push({ name, pixels: toBytes(data) });
    } catch {
      // No picture, or an empty one: it is counted.
    }
  }
  return { examples, left: files.length - examples.length };
}
