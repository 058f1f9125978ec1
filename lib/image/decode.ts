/** From a file's bytes to a grey picture, by sharp; in this room, only the encoders use it too. */
import sharp from "sharp";
import { ImageError } from "../base/errors.ts";
import { bmpSize, parseBmp } from "./bmp.ts";
import { darkness } from "./darkness.ts";
import type { Box, GrayImage } from "./gray_image.ts";
import { type FileKind, type ReadableKind, sniff } from "./sniff.ts";
import { workingSide } from "./working_side.ts";

/** Bounds of {@linkcode decode}. */
export interface DecodeOptions {
  /** Largest file, in bytes; 32 MiB when left out. */
  readonly maxBytes?: number;
  /** Most pixels of the file's picture, before anything is unpacked; 64 million when left out. */
  readonly maxPixels?: number;
  /**
   * Longest side, in pixels, that is worked on: a larger picture is made smaller; 1200 when left out. A strip may be
   * longer, see {@linkcode workingSide}.
   */
  readonly maxSide?: number;
}

/** A grey picture (1 is black), and how it relates to the file's. */
export interface DecodedImage extends GrayImage {
  /** Length of one of its pixels in pixels of the file's picture. */
  readonly scale: number;
  /** Size of the file's picture, upright, in pixels; this one's times `scale` when left out. */
  readonly file?: Pick<Box, "width" | "height">;
}

/** sharp's message for too many pixels; it comes before anything is unpacked. */
const EXCEEDS = "Input image exceeds pixel limit";

/** Bytes of a MiB. */
const MIB = 2 ** 20;

/** What messages about formats end with. */
const WORKS = "png, jpeg, webp, gif, bmp, tiff and avif work";

/**
 * Reads a picture as darkness: black 1, white 0.
 *
 * EXIF rotation is applied, the first frame taken, colours weighed into grey, 16 bits brought to 8.
 * Transparent parts are put on white paper, or on black where the drawing itself is light.
 *
 * @throws {ImageError} `not-an-image`, `unsupported`, `too-large` or `damaged`, with what would work.
 *
 * @example
 * ```ts
 * import { decode } from "./decode.ts";
 * import { encodePng } from "./encode_png.ts";
 * import assert from "node:assert/strict";
 *
 * const png = await encodePng({ width: 2, height: 1, data: Float32Array.of(0, 1) });
 * const { width, height, scale, data: [left, right] } = await decode(png);
 * assert.deepEqual([width, height, scale, left, right], [2, 1, 1, 0, 1]);
 * ```
 */
export async function decode(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<DecodedImage> {
  const { maxBytes, maxPixels = 64e6, maxSide = 1200 } = options;
  requireBytes(bytes.length, maxBytes);
  const kind: FileKind = sniff(bytes);
  refuseByKind(kind, bytes);
  const open = (limitInputPixels: number | false) =>
    sharp(bytes, { limitInputPixels, failOn: "truncated", sequentialRead: true });
  const input = kind === "bmp" ? openBmp(bytes, maxPixels) : open(maxPixels);
  const { data, info, file } = await unpack(input, maxSide).catch(async (error: Error) => {
    if (error.message === EXCEEDS) {
      const { autoOrient } = await open(false).metadata();
      checkPixels(autoOrient.width, autoOrient.height, maxPixels);
    }
    const reason = error.message.trim().split("\n").at(-1)!.replace(/\s+/g, " ");
    throw new ImageError(
      "damaged",
      `damaged ${kind.toUpperCase()}: ${reason}; save or download it again`,
      { cause: error },
    );
  });
  const { width, height, channels } = info;
  const dark = darkness(data, channels);
  if (channels === 4) layOnPaper(dark, data);
  // By the longer side: rounding to whole pixels changes it less.
  const scale = Math.max(file.width, file.height) / Math.max(width, height);
  return { width, height, data: dark, scale, file };
}

/**
 * Refuses a file of too many bytes; where its size is known, before it is read.
 *
 * @throws {ImageError} `too-large`.
 */
export function requireBytes(size: number, most = 32 * MIB): void {
  if (size <= most) return;
  throw new ImageError(
    "too-large",
    `too large: ${Math.ceil(size / MIB)} MiB, at most ${Math.floor(most / MIB)} can be read; ` +
      "make the picture smaller",
  );
}

/** The bytes of a picture, upright and at most `maxSide` long, and the size of the file's. */
async function unpack(input: ReturnType<typeof sharp>, maxSide: number) {
  const small = await unpackWithin(input, maxSide);
  const shown = { width: small.info.width, height: small.info.height };
  // What is below the bound was not made smaller. To ask for its file's size would take as long as to read it.
  if (Math.max(shown.width, shown.height) < maxSide) return { ...small, file: shown };
  const { autoOrient: { width, height } } = await input.metadata();
  const file = { width, height };
  const longest = Math.max(file.width, file.height);
  const most = Math.floor(maxSide * longest / workingSide(file));
  const isShrunkStrip = longest > maxSide && most > maxSide;
  return { ...isShrunkStrip ? await unpackWithin(input, most) : small, file };
}

/** The bytes of a picture, upright, in a square of this side. */
function unpackWithin(input: ReturnType<typeof sharp>, side: number) {
  // sharp's own grey would drop transparency, and is slower.
  return input
    .clone()
    .autoOrient()
    .resize({
      width: side,
      height: side,
      fit: "inside",
      withoutEnlargement: true,
      kernel: "linear",
    })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
}

/** Formats that are not read, and what to do instead. */
const INSTEAD: Readonly<Record<Exclude<FileKind, ReadableKind | "text" | "unknown">, string>> = {
  heic: "a HEIC photo: save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)",
  jxl: "a JPEG XL picture: save it as PNG or JPEG",
  jp2: "a JPEG 2000 picture: save it as PNG or JPEG",
  psd: "a Photoshop document: save it as PNG",
  ico: "an icon: save it as PNG",
  pnm: "a PBM, PGM or PPM picture: save it as PNG",
  svg: "an SVG drawing: save it as PNG",
  pdf: "a PDF: take a screenshot of the page, or save the page as PNG",
  video: "a video: take a screenshot of it",
  zip: "an archive or an office document: take the picture out of it",
  html: "a web page: save the picture that it shows",
};

function refuseByKind(kind: FileKind, bytes: Uint8Array): asserts kind is ReadableKind {
  if (bytes.length === 0) throw new ImageError("not-an-image", "the file is empty");
  if (kind === "text" || kind === "unknown") {
    const what = kind === "text" ? "it is text" : "its first bytes are of no kind known";
    throw new ImageError("not-an-image", `not an image: ${what}; ${WORKS}`);
  }
  if (kind in INSTEAD) {
    const instead = INSTEAD[kind as keyof typeof INSTEAD];
    throw new ImageError("unsupported", `this is ${instead}; ${WORKS}`);
  }
}

function openBmp(bytes: Uint8Array, maxPixels: number): ReturnType<typeof sharp> {
  const { width, height } = bmpSize(bytes);
  checkPixels(width, height, maxPixels);
  const { data } = parseBmp(bytes);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function checkPixels(width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new ImageError(
    "too-large",
    `too large: ${width}x${height} is ${Math.ceil(width * height / 1e6)} megapixels, ` +
      `at most ${Math.floor(maxPixels / 1e6)} can be read; make the picture smaller`,
  );
}

/** Puts what is transparent on white paper, or on black where the drawing itself is light, and would vanish. */
function layOnPaper(dark: Float32Array, data: Uint8Array): void {
  let [opacity, light] = [0, 0];
  for (let i = 0; i < dark.length; i++) {
    opacity += data[4 * i + 3];
    light += data[4 * i + 3] * (1 - dark[i]);
  }
  const ground = opacity < 0.99 * 255 * dark.length && light > 0.5 * opacity ? 1 : 0;
  for (let i = 0; i < dark.length; i++) {
    const alpha = data[4 * i + 3] / 255;
    dark[i] = alpha * dark[i] + (1 - alpha) * ground;
  }
}
