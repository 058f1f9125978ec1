/** Pictures that networks learn from: grey, as a file of them is decoded, with the truth beside them. */
import type { Random } from "../../base/random.ts";
import { decode } from "../../image/decode.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import { toBytes, toShares } from "../../image/shares.ts";
import type { Dataset } from "../dataset.ts";
import { encodePhoto, type Mark, strengths } from "../photos.ts";
import { drawPicture, type PictureKind } from "../pictures.ts";

/** A picture, and whose ink is where: `width * height` bytes each. */
export interface FinderPicture {
  readonly kind: PictureKind;
  readonly width: number;
  readonly height: number;
  /** Darkness; 255 is black. */
  readonly grey: Uint8Array;
  /** How much of the pixel marks cover; 255 is all of it. Lines that belong to no mark are no ink. */
  readonly ink: Uint8Array;
  /** 0 is nobody's; n is the n-th mark's. */
  readonly owner: Uint8Array;
  readonly marks: readonly Mark[];
}

/** Bounds of a picture's longest side, in pixels, where nothing else is said. */
const [SHORTEST, LONGEST] = [160, 640];

/** How often each kind is drawn, as parts of their sum: a digit on a canvas is what most people send. */
const SHARES: Readonly<Record<PictureKind, number>> = {
  canvas: 40,
  canvasRow: 18,
  canvasSigns: 18,
  thumbnail: 10,
  clutter: 12,
  digit: 10,
  number: 10,
  touching: 12,
  lines: 8,
  page: 20,
  sheet: 2,
  signs: 16,
  notes: 32,
  words: 8,
  crossed: 4,
  empty: 14,
};

/** Draws one picture of whatever people send, `most` pixels a side at most, and reads it back as a file of it. */
export async function drawFinderPicture(
  digits: Dataset,
  random: Random,
  most = LONGEST,
): Promise<FinderPicture> {
  const longest = Math.round(random.logUniform(SHORTEST, most));
  const kind = drawKind(random);
  const strength = random.pick(strengths);
  const photo = drawPicture({ digits, kind, strength, longest, random });
  const { picture, truth } = photo;
  const { width, height, data } = await decode(await encodePhoto(photo));
  if (width !== picture.width || height !== picture.height) {
    throw new RangeError(`drawn ${picture.width}x${picture.height}, decoded ${width}x${height}`);
  }
  return {
    kind,
    width,
    height,
    grey: toBytes(data),
    ink: toBytes(truth.ink).map((share, i) => truth.owner[i] > 0 ? share : 0),
    owner: truth.owner,
    marks: truth.marks,
  };
}

function drawKind(random: Random): PictureKind {
  const kinds = Object.keys(SHARES) as PictureKind[];
  let lot = random.uniform(0, kinds.reduce((sum, kind) => sum + SHARES[kind], 0));
  return kinds.find((kind) => (lot -= SHARES[kind]) < 0) ?? kinds[0];
}

/** The picture as it is looked at: darkness in [0, 1]. */
export function darknessOf({ width, height, grey }: FinderPicture): GrayImage {
  return { width, height, data: toShares(grey) };
}
