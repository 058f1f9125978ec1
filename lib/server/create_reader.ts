import { Buffer } from "node:buffer";
import { constants, gzipSync } from "node:zlib";
import sharp from "sharp";
import { ImageError, ModelError, ServerDown } from "../base/errors.ts";
import { loadMnist } from "../dataset/mnist.ts";
import { encodePng } from "../image/encode_png.ts";
import type { GrayImage } from "../image/gray_image.ts";
import type { RgbImage } from "../image/rgb_image.ts";
import { DIGITS_FOLDER, type OpenRecognizer } from "../open_recognizer.ts";
import { packModels } from "../pack_models.ts";
import type { ReadingStep } from "../reading_step.ts";
import { packDigits } from "../teach/old_digits.ts";
import type { Answer, PictureReader, Wishes } from "./picture_reader.ts";
import { Refusal, toRefusal } from "./refusal.ts";
import { within } from "./within.ts";

/** What is used of a recognizer. */
export type Reads = Pick<OpenRecognizer, "readDetailed" | "engine" | "card">;

/** What {@linkcode createReader} takes beside a recognizer. */
export interface ReaderOptions {
  /** The folder of its model; this project's digit net when left out. */
  readonly model?: string;
  /** Milliseconds for an answer, all that is asked of the model's server for it together; no bound when left out. */
  readonly patience?: number;
  /** Told of a model's server or folder that fails, of which callers hear no details. */
  readonly onTrouble?: (error: ModelError) => void;
}

/** Makes a reader of a recognizer in this process. */
export function createReader(
  recognizer: Reads,
  { model = DIGITS_FOLDER, patience, onTrouble = () => {} }: ReaderOptions = {},
): PictureReader {
  let models: Uint8Array<ArrayBuffer> | null = null;
  let digits: Uint8Array<ArrayBuffer> | null = null;
  return {
    read: (bytes, wishes) => guard(() => read(recognizer, bytes, wishes)),
    predict: (images, count) => guard(() => recognizer.engine.predict(images, count)),
    card: () => Promise.resolve(recognizer.card),
    models: () => guard(async () => models ??= await compressModels(), "the model's folder fails"),
    digits: async () => digits ??= await compressDigits(),
  };

  async function compressModels(): Promise<Uint8Array<ArrayBuffer>> {
    const pack = await packModels({ model, card: recognizer.card });
    // Huffman coding alone: no run of bytes comes twice, and to look for one takes seconds.
    return new Uint8Array(gzipSync(pack, { strategy: constants.Z_HUFFMAN_ONLY }));
  }

  async function guard<T>(work: () => Promise<T>, what = "the model's server fails"): Promise<T> {
    try {
      return await (patience === undefined ? work() : within(work(), patience, slow));
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      onTrouble(error);
      if (error instanceof ServerDown) {
        const message = `the model's server is down or busy; ask again in ${error.seconds} s`;
        throw new Refusal(503, "engine", message, { "retry-after": String(error.seconds) });
      }
      const message = `${what}; whoever runs this server finds the reason in its log`;
      throw new Refusal(502, "engine", message);
    }
  }
}

/** The error of a picture that took too long: most of its time goes by while the model's server is waited for. */
function slow(): ModelError {
  return new ModelError("a picture was given up on: the model's server took too long for it");
}

async function compressDigits(): Promise<Uint8Array<ArrayBuffer>> {
  const [train, test] = await Promise.all([loadMnist("train"), loadMnist("test")]);
  return new Uint8Array(gzipSync(packDigits({ train, test })));
}

async function read(recognizer: Reads, bytes: Uint8Array, wishes: Wishes): Promise<Answer> {
  const seen: ReadingStep[] = [];
  const onStep = (step: ReadingStep) => void seen.push(step);
  const toPicture = async ({ name, image }: ReadingStep) => ({
    name,
    image: await toDataUrl(image, STEP_SIDE),
  });
  const steps = async () => wishes.steps ? { steps: await Promise.all(seen.map(toPicture)) } : {};
  try {
    const { reading, inputs, frames, width, height } = await recognizer.readDetailed(bytes, {
      single: wishes.single,
      ...(wishes.steps ? { onStep } : {}),
    });
    const why = async () => {
      const urls = await Promise.all(inputs.map((input) => toDataUrl(input)));
      return { width, height, inputs: urls, frames };
    };
    const wished = { ...wishes.inputs ? await why() : {}, ...await steps() };
    return { status: 200, json: toJson({ ...reading, ...wished }) };
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const { status, code, message } = toRefusal(error)!;
    // Where nothing could be read, the steps until then show why.
    return { status, code, json: toJson({ error: { code, message }, ...await steps() }) };
  }
}

/** Longest side of a step's picture, in pixels. */
const STEP_SIDE = 600;

/** A picture as a PNG in a data URL, made smaller where its longer side has more than `maxSide` pixels. */
async function toDataUrl(image: GrayImage | RgbImage, maxSide = Infinity): Promise<string> {
  const png = await encodePng(image);
  const isSmall = Math.max(image.width, image.height) <= maxSide;
  const shown = isSmall
    ? Buffer.from(png)
    : await sharp(png).resize(maxSide, maxSide, { fit: "inside" }).png().toBuffer();
  return `data:image/png;base64,${shown.toString("base64")}`;
}

function toJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}
