// Signatures are bytes, and control characters among them.
// deno-lint-ignore-file no-control-regex

/** Formats that are read, by sharp's names for them. */
export type ReadableKind = "png" | "jpeg" | "webp" | "gif" | "tiff" | "bmp" | "avif";

/** What a file is: a format that is read, or something else that people send. */
export type FileKind =
  | ReadableKind
  | "heic"
  | "jxl"
  | "jp2"
  | "psd"
  | "ico"
  | "pnm"
  | "svg"
  | "pdf"
  | "video"
  | "zip"
  | "html"
  | "text"
  | "unknown";

/** Tells what a file is by its first bytes, never by its name. */
export function sniff(bytes: Uint8Array): FileKind {
  // One character a byte, so that patterns can name bytes.
  const head = String.fromCharCode(...bytes.subarray(0, 4096));
  return SIGNATURES.find(([, pattern]) => pattern.test(head))?.[0] ?? "unknown";
}

/** Signatures in the order in which they are tried. */
const SIGNATURES: readonly (readonly [FileKind, RegExp])[] = [
  ["png", /^\x89PNG\r\n\x1a\n/],
  ["jpeg", /^\xff\xd8\xff/],
  ["webp", /^RIFF[^]{4}WEBP/],
  ["gif", /^GIF8[79]a/],
  ["tiff", /^(II[*+]\0|MM\0[*+])/],
  // "BM" begins words too; behind the size, the offsets and the reserved bytes is its header's size.
  ["bmp", /^BM[^]{12}[\x0c-\x7c]\0\0\0/],
  // ISO media files name their brands: who wrote them, and what else they may be read as.
  ["avif", /^[^]{4}ftyp[^]{0,60}avi[fs]/],
  ["heic", /^[^]{4}ftyp[^]{0,60}(hei[cmsx]|hev[cmsx]|mif1|msf1)/],
  ["video", /^([^]{4}ftyp|\x1aE\xdf\xa3|RIFF[^]{4}AVI )/],
  ["jxl", /^(\xff\x0a|\0\0\0\x0cJXL )/],
  ["jp2", /^(\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/],
  ["psd", /^8BPS/],
  ["ico", /^\0\0[\x01\x02]\0[^\0]\0/],
  // Its letters begin words too; behind them come two sides, or words of a PAM's header.
  ["pnm", /^P[1-6]\s(\s*#[^\n]*\n)*\s*\d+\s+\d+\s|^P7\nWIDTH /],
  ["pdf", /^%PDF-/],
  ["zip", /^PK\x03\x04/],
  ["svg", /^(\xef\xbb\xbf)?\s*<(\?xml|!--|!doctype svg|svg)[^]*<svg|^(\xef\xbb\xbf)?\s*<svg/i],
  ["html", /^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body)/i],
  ["text", /^[\t\n\r -~\x80-\xff]+$/],
];
