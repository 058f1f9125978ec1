import { ImageError } from "../base/errors.ts";
import type { RgbImage } from "./rgb_image.ts";

/** Where the bits of red, green and blue stand in a pixel of 32: the usual places, and the only ones read. */
const MASKS = [0xff0000, 0xff00, 0xff];

/** Width and height of a BMP file, from its header alone. */
export function bmpSize(bytes: Uint8Array): { width: number; height: number } {
  const { width, height } = readHeader(bytes);
  return { width, height };
}

/**
 * Reads a Windows bitmap: 1, 4, 8, 24 or 32 bits a pixel, not compressed.
 *
 * sharp has no reader for this format, and Windows Paint still writes it. The fourth byte of 32-bit pixels is
 * padding in nearly every file, and left out.
 *
 * @throws {ImageError} `damaged` when bytes are missing, `unsupported` for compressed ones and unusual bit fields.
 */
export function parseBmp(bytes: Uint8Array): RgbImage {
  const header = readHeader(bytes);
  const { width, height, bits, start, bottomUp } = header;
  const stride = Math.ceil(width * bits / 32) * 4;
  if (start + stride * height > bytes.length) {
    throw new ImageError(
      "damaged",
      `damaged BMP: ${width}x${height} pixels need ${start + stride * height} bytes, ` +
        `the file has ${bytes.length}; save or download it again`,
    );
  }
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, out = 0; y < height; y++) {
    const row = start + stride * (bottomUp ? height - 1 - y : y);
    for (let x = 0; x < width; x++, out += 3) {
      let from: number;
      if (bits >= 24) {
        from = row + x * bits / 8;
      } else {
        const bit = x * bits;
        const packed = bytes[row + (bit >> 3)];
        const color = packed >> (8 - bits - bit % 8) & (2 ** bits - 1);
        from = header.palette + 4 * Math.min(color, header.colors - 1);
      }
      data[out] = bytes[from + 2];
      data[out + 1] = bytes[from + 1];
      data[out + 2] = bytes[from];
    }
  }
  return { width, height, data };
}

function readHeader(bytes: Uint8Array) {
  if (bytes.length < 54) {
    throw new ImageError(
      "damaged",
      "damaged BMP: its header is cut off; save or download it again",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const isUsual = compression === 0 ||
    compression === 3 && bits === 32 && bytes.length >= 66 &&
      MASKS.every((mask, i) => view.getUint32(54 + 4 * i, true) === mask);
  if (headerSize < 40 || ![1, 4, 8, 24, 32].includes(bits) || !isUsual) {
    throw new ImageError(
      "unsupported",
      "this kind of BMP (compressed, old, or of unusual bit fields) cannot be read; save it as PNG",
    );
  }
  const palette = 14 + headerSize;
  const colors = bits <= 8 ? view.getUint32(46, true) || 2 ** bits : 0;
  if (width < 1 || signedHeight === 0 || (bits <= 8 && palette + 4 * colors > bytes.length)) {
    throw new ImageError("damaged", "damaged BMP: its header makes no sense; save it again");
  }
  return {
    width,
    height: Math.abs(signedHeight),
    bottomUp: signedHeight > 0,
    bits,
    start: view.getUint32(10, true),
    palette,
    colors,
  };
}
