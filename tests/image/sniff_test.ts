import assert from "node:assert/strict";
import { type FileKind, sniff } from "../../lib/image/sniff.ts";

/** How files begin, one character a byte. */
const beginnings: readonly (readonly [FileKind, string])[] = [
  ["png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
  ["jpeg", "\xff\xd8\xff\xe0\0\x10JFIF"],
  ["webp", "RIFF\x24\0\0\0WEBPVP8 "],
  ["gif", "GIF89a\x01\0\x01\0"],
  ["tiff", "II*\0\x08\0\0\0"],
  ["tiff", "MM\0*\0\0\0\x08"],
  ["bmp", "BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x40\0\0\0"],
  ["avif", "\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf"],
  ["avif", "\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"],
  ["heic", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
  ["heic", "\0\0\0\x18ftypmif1\0\0\0\0mif1heic"],
  ["video", "\0\0\0\x18ftypisom\0\0\0\0isommp42"],
  ["video", "\x1aE\xdf\xa3\x01\0\0\0"],
  ["video", "RIFF\x24\0\0\0AVI LIST"],
  ["jxl", "\xff\x0a\xfa\x1f"],
  ["jxl", "\0\0\0\x0cJXL \r\n\x87\n"],
  ["jp2", "\0\0\0\x0cjP  \r\n\x87\n"],
  ["jp2", "\xff\x4f\xff\x51\0\x2f"],
  ["psd", "8BPS\0\x01\0\0"],
  ["ico", "\0\0\x01\0\x01\0\x10\x10"],
  ["pnm", "P5\n# scan\n2 1\n255\n\0\xff"],
  ["pnm", "P2 28 28 255\n0 0 0"],
  ["pdf", "%PDF-1.7\n%\xe2\xe3"],
  ["zip", "PK\x03\x04\x14\0"],
  ["svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["svg", '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>'],
  ["html", "<!DOCTYPE html><title>Seven</title><svg></svg>"],
  ["text", "BMW is no bitmap, GIF89 no animation"],
  ["text", "P5 is a pen, P6 a pencil"],
  ["text", "sieben, f\xc3\xbcnf"],
  ["unknown", "\0\x01\x02\x03"],
  ["unknown", ""],
];
for (const [kind, beginning] of beginnings) {
  Deno.test(`sniff() takes ${JSON.stringify(beginning.slice(0, 24))} for ${kind}`, () => {
    const bytes = Uint8Array.from(beginning, (character) => character.charCodeAt(0));
    assert.equal(sniff(bytes), kind);
  });
}
