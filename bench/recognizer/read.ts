import { ImageError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import type { Engine } from "../../lib/engine/engine.ts";
import { argmax } from "../../lib/evaluation/metrics.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { prepare } from "../../lib/image/prepare.ts";
import type { ModelCard } from "../../lib/model/card.ts";
import type { Recognizer } from "../../lib/recognizer.ts";

/** A recognizer, or a network and how pictures are made ready for it. */
export type Reader =
  | { readonly recognizer: Pick<Recognizer, "readPicture"> }
  | { readonly engine: Pick<Engine, "predict">; readonly input: ModelCard["input"] };

/** How a reader answered. */
export interface Answers {
  /** What the network was shown. */
  readonly inputs: readonly GrayImage[];
  /** Row by row, as the network gave them. */
  readonly probabilities: Float32Array;
  /** The likeliest classes, by their places. */
  readonly guesses: Uint8Array;
  /** How sure the likeliest class is; 0 where no ink was found, for then no answer is given. */
  readonly confidences: Float32Array;
}

/** Reads pictures that hold one digit each. */
export async function read(images: readonly GrayImage[], reader: Reader): Promise<Answers> {
  const answers = "recognizer" in reader
    ? await readThrough(images, reader.recognizer)
    : await readAlone(images, reader);
  const { probabilities } = answers;
  return { ...answers, guesses: argmax(probabilities, probabilities.length / images.length) };
}

/** What the recognizer says of pictures taken for one digit each. */
async function readThrough(
  images: readonly GrayImage[],
  recognizer: Pick<Recognizer, "readPicture">,
): Promise<Omit<Answers, "guesses">> {
  const blank: GrayImage = { width: 28, height: 28, data: new Float32Array(784) };
  const inputs: GrayImage[] = [];
  const probabilities: number[][] = [];
  const confidences: number[] = [];
  for (const image of images) {
    const answer = await recognizer.readPicture({ ...image, scale: 1 }, { single: true })
      .catch(onError(ImageError, () => null));
    const [digit] = answer?.reading.digits ?? [];
    inputs.push(answer?.inputs[0] ?? blank);
    probabilities.push(digit ? Object.values(digit.probabilities) : new Array(10).fill(0.1));
    confidences.push(digit?.confidence ?? 0);
  }
  return {
    inputs,
    probabilities: Float32Array.from(probabilities.flat()),
    confidences: Float32Array.from(confidences),
  };
}

/** What a network says of pictures that are made ready for it. */
async function readAlone(
  images: readonly GrayImage[],
  { engine, input }: Exclude<Reader, { recognizer: unknown }>,
): Promise<Omit<Answers, "guesses">> {
  const pixels = input.width * input.height;
  const blank: GrayImage = { ...input, data: new Float32Array(pixels) };
  const inputs = images.map((image) => {
    try {
      return prepare(image, input);
    } catch (error) {
      if (error instanceof ImageError) return blank;
      throw error;
    }
  });
  const batch = new Float32Array(inputs.length * pixels);
  inputs.forEach(({ data }, i) => batch.set(data, i * pixels));
  const probabilities = await engine.predict(batch, inputs.length);
  const classes = probabilities.length / inputs.length;
  const confidences = Float32Array.from(
    inputs,
    (shown, i) =>
      shown === blank ? 0 : Math.max(...probabilities.subarray(i * classes, (i + 1) * classes)),
  );
  return { inputs, probabilities, confidences };
}
