/** A coloured picture as files hold it: red, green, blue, a byte each, row by row from the top left. */
export interface RgbImage {
  /** Columns, at least 1. */
  readonly width: number;
  /** Rows, at least 1. */
  readonly height: number;
  /** `width * height * 3` bytes, sRGB. */
  readonly data: Uint8Array;
}
