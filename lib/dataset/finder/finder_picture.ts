/**
 * Pictures that the finder learns from: grey, as a file of them is decoded, with the truth beside them.
 *
 * @module
 */
import { decode } from "../../image/decode.ts";
import type { RgbImage } from "../../image/rgb_image.ts";
import type { Random } from "../../random.ts";
import type { Dataset } from "../dataset.ts";
import {
  drawPhoto,
  encodePhoto,
  type Mark,
  type Photo,
  type PhotoKind,
  strengths,
} from "../photos.ts";
import { type CanvasKind, drawCanvas } from "../photos/canvas.ts";
import { drawClutter } from "../photos/clutter.ts";
import { pick } from "../photos/scene.ts";

/** A picture, and whose ink is where: `width * height` bytes each. */
export interface FinderPicture {
  readonly width: number;
  readonly height: number;
  /** Darkness; 255 is black. */
  readonly grey: Uint8Array;
  /** How much of the pixel handwriting covers; 255 is all of it. */
  readonly ink: Uint8Array;
  /** 0 is nobody's; n is the n-th mark's. */
  readonly owner: Uint8Array;
  readonly marks: readonly Pick<Mark, "box" | "isDigit">[];
}

/** Bounds of a picture's longest side, in pixels. */
const SIDES = [160, 480] as const;

/** How often each kind of picture is drawn, beside the others: most is learned from digits that touch. */
const SHARES = {
  canvas: 20,
  canvasRow: 12,
  clutter: 8,
  digit: 8,
  number: 8,
  touching: 12,
  lines: 8,
  page: 8,
  signs: 8,
  words: 5,
  crossed: 4,
  empty: 4,
} as const satisfies Record<CanvasKind | PhotoKind | "clutter", number>;

/** Draws one picture of whatever people send, and reads it back as a file of it. */
export async function drawFinderPicture(digits: Dataset, random: Random): Promise<FinderPicture> {
  const photo = drawAny(digits, random);
  const { picture, truth } = photo;
  const { width, height, data } = await decode(await encodePhoto(photo));
  if (width !== picture.width || height !== picture.height) {
    throw new RangeError(`drawn ${picture.width}x${picture.height}, decoded ${width}x${height}`);
  }
  return {
    width,
    height,
    grey: toBytes(data),
    ink: toBytes(truth.ink),
    owner: truth.owner,
    marks: truth.marks.map(({ box, isDigit }) => ({ box, isDigit })),
  };
}

function drawAny(digits: Dataset, random: Random): Photo {
  const longest = Math.round(SIDES[0] * (SIDES[1] / SIDES[0]) ** random.uniform());
  const kind = drawKind(random);
  switch (kind) {
    case "canvas":
    case "canvasRow":
      return drawCanvas({ digits, kind, longest, random });
    case "clutter":
      return withoutWriting(drawClutter({ longest, random }));
  }
  return drawPhoto({ digits, kind, strength: pick(strengths, random), longest, random });
}

function drawKind(random: Random): keyof typeof SHARES {
  const kinds = Object.keys(SHARES) as (keyof typeof SHARES)[];
  let lot = random.uniform(0, kinds.reduce((sum, kind) => sum + SHARES[kind], 0));
  return kinds.find((kind) => (lot -= SHARES[kind]) < 0) ?? kinds[0];
}

function withoutWriting(picture: RgbImage): Photo {
  const { width, height } = picture;
  const ink = new Float32Array(width * height);
  const owner = new Uint8Array(width * height);
  return {
    picture,
    truth: { text: "", digits: [], marks: [], ink, owner },
    troubles: [],
    jpegQuality: null,
  };
}

function toBytes(shares: Float32Array): Uint8Array {
  return Uint8Array.from(shares, (share) => Math.round(255 * share));
}
