import { toBlob } from "./draw_strokes.js";
import { element } from "./element.js";

/** Longest side, in pixels, of a picture that is made smaller before it is sent; that of a strip, see `bound`. */
const SIDE = 2400;
/** Longest side of a drawing that has no pixels of its own. */
const VECTOR_SIDE = 1200;
/** What is sent as it is, at most: bytes, which phones are slow to send, and pixels. */
const [BYTES, PIXELS] = [1.5e6, 16e6];
/** Kinds of files that the server reads, and those that the browser does not know. */
const KINDS = ["jpeg", "png", "webp", "gif", "avif", "bmp", "tiff"].map((kind) => `image/${kind}`)
  .concat("");

/**
 * Makes a file fit to be sent: one that is too large is made smaller, and what the browser can show but
 * the server not read, such as vector drawings, icons, and HEIC in Safari, becomes a PNG.
 *
 * @returns `blob`, what is to be sent, and `url`, what the browser can show; null where it cannot.
 */
export async function fitPicture(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    // Others, such as TIFF, the server may still read.
    URL.revokeObjectURL(url);
    return { blob: file, url: null };
  }
  const isVector = file.type === "image/svg+xml";
  const [width, height] = [image.naturalWidth || VECTOR_SIDE, image.naturalHeight || VECTOR_SIDE];
  if (KINDS.includes(file.type) && file.size <= BYTES && width * height <= PIXELS) {
    return { blob: file, url };
  }
  const side = bound(width, height);
  const scale = isVector ? VECTOR_SIDE / side : Math.min(1, SIDE / side);
  const canvas = element("canvas", {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  // A photograph's PNG is as large as what it is made of; WebP keeps what is transparent.
  const type = /jpeg|hei[cf]/.test(file.type)
    ? "image/jpeg"
    : file.size > BYTES
    ? "image/webp"
    : "image/png";
  // Drawings that hold web pages may not be taken from a canvas.
  const blob = await toBlob(canvas, type, 0.92).catch(() => null);
  return { blob: blob ?? file, url };
}

/** The side by which bounds go: the longer one; a strip may be longer, for it is low. The server's `workingSide`. */
function bound(width, height) {
  const longest = Math.max(width, height);
  return Math.min(longest, Math.max(longest / 8, 2 * Math.sqrt(width * height)));
}
