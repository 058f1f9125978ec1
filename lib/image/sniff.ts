/** What a file is, by its first bytes: sharp's name for a format, or the name that people know it by. */
export type FileKind =
  | "png"
  | "jpeg"
  | "webp"
  | "gif"
  | "tiff"
  | "bmp"
  | "avif"
  | "heic"
  | "pdf"
  | "svg"
  | "unknown";

/**
 * Tells what a file is by its first bytes, never by its name.
 *
 * @example
 * ```ts
 * import { sniff } from "./sniff.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(sniff(new TextEncoder().encode("%PDF-1.7")), "pdf");
 * ```
 */
export function sniff(bytes: Uint8Array): FileKind {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (text(0, 3) === "\xff\xd8\xff") return "jpeg";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "webp";
  if (text(0, 6) === "GIF87a" || text(0, 6) === "GIF89a") return "gif";
  if (["II*\0", "MM\0*", "II+\0", "MM\0+"].includes(text(0, 4))) return "tiff";
  if (text(0, 2) === "BM" && bytes.length > 26) return "bmp";
  if (text(4, 8) === "ftyp") return /avi[fs]/.test(text(8, 40)) ? "avif" : "heic";
  if (text(0, 5) === "%PDF-") return "pdf";
  if (/^\s*<(\?xml|!--|!doctype svg|svg)/i.test(text(0, 200)) && /<svg/i.test(text(0, 4096))) {
    return "svg";
  }
  return "unknown";
}
