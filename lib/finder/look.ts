import type { GrayImage } from "../image/gray_image.ts";
import { logit, sigmoid } from "../model/trust.ts";
import { finderInput } from "./finder_input.ts";

/** What the network counts offsets and characters' longer sides in: pixels for 1. */
export const OFFSET_UNIT = 16;
export const SIZE_UNIT = 32;

/** What the finder's network says of a picture. */
export interface Look {
  /** Where the picture's first pixel lies in what the network saw. */
  readonly left: number;
  readonly top: number;
  /** Probability of ink, for every pixel of the picture; 0 where there is hardly any. */
  readonly ink: GrayImage;
  /** Places along each side of `fine`, and its six numbers a place: see `finderNetwork`. */
  readonly fine: { readonly width: number; readonly height: number; readonly data: Float32Array };
  /** Likewise of `coarse`, three numbers a place. */
  readonly coarse: { readonly width: number; readonly height: number; readonly data: Float32Array };
}

/** Runs the finder's network: `[1, height, width, 1]` in, `fine` and `coarse` out. */
export type RunFinder = (
  images: Float32Array,
  dims: readonly [number, number, number, number],
) => Promise<Record<string, { readonly data: Float32Array }>>;

/** Less likely ink is none: the far end of a stroke's edge is not worth keeping. */
const LEAST = logit(0.05);

/** Has the network look at a grey picture, as large as it is. */
export async function look(image: GrayImage, run: RunFinder): Promise<Look> {
  const { width, height, left, top, data } = finderInput(image);
  const { fine, coarse } = await run(data, [1, height, width, 1]);
  const ink = new Float32Array(image.width * image.height);
  const across = width / 2;
  const logits = fine.data;
  for (let y = 0, i = 0; y < image.height; y++) {
    const v = y + top;
    const row = 6 * across * (v >> 1) + 2 * (v & 1);
    for (let u = left; u < left + image.width; u++, i++) {
      const here = logits[row + 6 * (u >> 1) + (u & 1)];
      // Most of a picture is paper, and exponentials are what takes long here.
      if (here >= LEAST) ink[i] = sigmoid(here);
    }
  }
  return {
    ...{ left, top },
    ink: { width: image.width, height: image.height, data: ink },
    fine: { width: across, height: height / 2, data: fine.data },
    coarse: { width: width / 4, height: height / 4, data: coarse.data },
  };
}
