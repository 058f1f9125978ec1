/**
 * A grey picture: 0 is blank paper, 1 is full ink, row by row from the top left.
 *
 * `decode` gives darkness (black 1, white 0); `ink` finds out what in it is ink, and inverts light writing on a dark
 * ground.
 */
export interface GrayImage {
  /** Columns, at least 1. */
  readonly width: number;
  /** Rows, at least 1. */
  readonly height: number;
  /** `width * height` numbers, row-major: in [0, 1] for pictures; maps of something else tell their range. */
  readonly data: Float32Array;
}

/** A rectangle in pixels; whoever has one says of which picture. */
export interface Box {
  /** Its left side; the picture's is 0. */
  readonly x: number;
  /** Its top; the picture's is 0. */
  readonly y: number;
  /** From its left side to its right one. */
  readonly width: number;
  /** From its top to its bottom. */
  readonly height: number;
}
