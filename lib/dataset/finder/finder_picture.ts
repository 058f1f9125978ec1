/**
 * Pictures that the finder learns from: grey, as a file of them is decoded, with the truth beside them.
 *
 * @module
 */
import { decode } from "../../image/decode.ts";
import type { Random } from "../../random.ts";
import type { Dataset } from "../dataset.ts";
import { drawPhoto, encodePhoto, type Mark, type Photo, photoKinds, strengths } from "../photos.ts";
import { drawCanvas } from "../photos/canvas.ts";
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

/** Share of the pictures that come from drawing pages; the others are photographs. */
const CANVASES = 0.3;

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
  if (random.chance(CANVASES)) {
    const kind = random.chance(0.6) ? "canvas" : "canvasRow";
    return drawCanvas({ digits, kind, longest, random });
  }
  const kind = pick(photoKinds, random);
  return drawPhoto({ digits, kind, strength: pick(strengths, random), longest, random });
}

function toBytes(shares: Float32Array): Uint8Array {
  return Uint8Array.from(shares, (share) => Math.round(255 * share));
}
