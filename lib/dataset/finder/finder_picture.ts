/**
 * Pictures that the finder learns from: grey, as a file of them is decoded, with the truth beside them.
 *
 * @module
 */
import type { Box } from "../../image/gray_image.ts";
import { decode } from "../../image/decode.ts";
import type { Random } from "../../random.ts";
import type { Dataset } from "../dataset.ts";
import { drawPhoto, encodePhoto, type Photo, type PhotoKind, strengths } from "../photos.ts";
import { pick } from "../photos/scene.ts";

/** Something that stands for one character. */
export interface Mark {
  readonly box: Box;
  /** Whether it is a digit, or another sign. */
  readonly isDigit: boolean;
}

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
  readonly marks: readonly Mark[];
}

/** The longest side of a picture to learn from, in pixels. */
const LONGEST = 384;
