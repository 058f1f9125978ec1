import type { Engine } from "../lib/engine/engine.ts";
import { ImageError } from "../lib/errors.ts";
import type { GrayImage } from "../lib/image/gray_image.ts";
import { findInk } from "../lib/image/find_ink.ts";
import { findWriting } from "../lib/image/find_writing.ts";
import { isCutOut, prepare } from "../lib/image/prepare.ts";
import type { ModelCard } from "../lib/network/card.ts";
import { singleInput } from "../lib/read_lines.ts";

/** A network, and how pictures are made ready for it. */
export interface Reader {
  readonly engine: Pick<Engine, "predict">;
  readonly input: ModelCard["input"];
}

/** How a reader answered. */
export interface Answers {
  /** What the network was shown. */
  readonly inputs: readonly GrayImage[];
  /** Row by row, as the network gave them. */
  readonly probabilities: Float32Array;
  /** The likeliest class's probability; 0 where no ink was found, for then no answer is given. */
  readonly confidences: Float32Array;
}

/** Reads pictures that hold one digit each. */
export async function read(
  images: readonly GrayImage[],
  { engine, input }: Reader,
): Promise<Answers> {
  const pixels = input.width * input.height;
  const blank: GrayImage = { ...input, data: new Float32Array(pixels) };
  const inputs = images.map((image) => {
    try {
      return input.prepare === "resize" || isCutOut(image)
        ? prepare(image, input)
        : asSingle(image, blank);
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

/** What the recognizer shows to its network where a picture is taken for one digit. */
function asSingle(image: GrayImage, blank: GrayImage): GrayImage {
  const writing = findWriting(findInk(image));
  return writing.lines.length > 0 ? singleInput(writing) : blank;
}
