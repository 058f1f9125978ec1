import type * as tf from "@tensorflow/tfjs-core";
import { channelImages } from "../image/channel_images.ts";
import type { GrayImage } from "../image/gray_image.ts";

/** What a stage of a network makes of a picture. */
export interface StagePictures {
  /** How many pictures it makes, and their size in pixels. */
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  /** Those that answer most strongly, side by side in four rows; 1 is the strongest answer of the stage. */
  readonly sheet: GrayImage;
}

/** How many pictures are shown, and in how many rows. */
const [SHOWN, ROWS] = [16, 4];

/** The grey between two of them: neither an answer nor none. */
const GAP = 0.25;

/** Pictures of what a stage gives for one picture, `[1, height, width, channels]`: relu's, from 0 up. */
export function stagePictures(value: tf.Tensor4D): StagePictures {
  const [, height, width, channels] = value.shape;
  const pictures = channelImages(value.dataSync<"float32">(), { width, height, channels });
  const sums = pictures.map(({ data }) => data.reduce((sum, answer) => sum + answer, 0));
  const strongest = [...pictures.keys()].sort((a, b) => sums[b] - sums[a]).slice(0, SHOWN);
  return { channels, width, height, sheet: sideBySide(strongest.map((i) => pictures[i])) };
}

/** Pictures of one size in rows, a pixel apart. */
function sideBySide(pictures: readonly GrayImage[]): GrayImage {
  const columns = Math.ceil(pictures.length / ROWS);
  const [across, down] = [pictures[0].width + 1, pictures[0].height + 1];
  const [width, height] = [columns * across - 1, Math.ceil(pictures.length / columns) * down - 1];
  const data = new Float32Array(width * height).fill(GAP);
  for (const [n, picture] of pictures.entries()) {
    const from = Math.floor(n / columns) * down * width + (n % columns) * across;
    picture.data.forEach((answer, i) => {
      const [x, y] = [i % picture.width, Math.floor(i / picture.width)];
      data[from + y * width + x] = answer;
    });
  }
  return { width, height, data };
}
