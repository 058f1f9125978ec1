import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
import { join } from "@std/path";
import sharp from "sharp";
import { ImageError, type ImageErrorCode } from "../../lib/base/errors.ts";
import { decode, requireBytes } from "../../lib/image/decode.ts";
import { toLight } from "../../lib/image/shares.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { runDeno } from "../run_deno.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { difference, five } from "./pictures.ts";

const picture = five();
const grey = (bytes = toLight(picture.data)) =>
  sharp(bytes, { raw: { width: 64, height: 64, channels: 1 } });

/** The five, then black: what must not be seen. */
async function twoPages() {
  const pages = [await grey().png().toBuffer(), await grey(new Uint8Array(4096)).png().toBuffer()];
  return sharp(pages, { join: { animated: true } });
}

const several: [string, () => Promise<Uint8Array>][] = [
  ["frame of an animated GIF", async () => (await twoPages()).gif().toBuffer()],
  ["frame of an animated WebP", async () => (await twoPages()).webp({ lossless: true }).toBuffer()],
  ["page of a TIFF", async () => (await twoPages()).tiff({ compression: "lzw" }).toBuffer()],
];
for (const [name, make] of several) {
  Deno.test(`decode() takes the first ${name}`, async () => {
    const bytes = await make();
    assert.equal((await sharp(bytes).metadata()).pages, 2);
    const image = await decode(bytes);
    assert.deepEqual([image.width, image.height], [64, 64]);
    assert.ok(difference(image, picture) < 0.02);
  });
}

Deno.test("predict reads a JPEG called .png: only the bytes count", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "five.png");
    const raw = { width: 256, height: 256, channels: 1 } as const;
    await sharp(toLight(five(256).data), { raw }).jpeg().toFile(`${file}.jpeg`);
    await Deno.rename(`${file}.jpeg`, file);
    const { out } = await runDeno("run", "--allow-all", "tasks/predict.ts", "--json", file);
    assert.equal(JSON.parse(out).text, "5");
  }));

const text = (characters: string) => Uint8Array.from(characters, (c) => c.charCodeAt(0));
const WORKS = /png, jpeg, webp, gif, bmp, tiff and avif work$/;

const refusals: [string, ImageErrorCode, Uint8Array, RegExp][] = [
  [
    "HEIC",
    "unsupported",
    text("\0\0\0\x18ftypmif1\0\0\0\0mif1heic"),
    /HEIC photo: save it as JPEG/,
  ],
  ["JPEG XL", "unsupported", text("\xff\x0a\xfa\x1f\x01"), /JPEG XL.*PNG or JPEG/],
  ["JPEG 2000", "unsupported", text("\0\0\0\x0cjP  \r\n\x87\n"), /JPEG 2000.*PNG or JPEG/],
  ["Photoshop", "unsupported", text("8BPS\0\x01\0\0\0\0\0\0"), /Photoshop.*save it as PNG/],
  ["icon", "unsupported", text("\0\0\x01\0\x01\0\x10\x10\0\0"), /icon: save it as PNG/],
  ["PGM", "unsupported", text("P5\n# scan\n2 1\n255\n\0\xff"), /PBM, PGM or PPM .*save it as PNG/],
  ["text that begins as a PGM", "not-an-image", text("P5 is a pen"), /it is text/],
  ["PDF", "unsupported", text("%PDF-1.7\n"), /PDF: take a screenshot/],
  ["video", "unsupported", text("\0\0\0\x18ftypisom\0\0\0\0mp42"), /video: take a screenshot/],
  ["archive", "unsupported", text("PK\x03\x04\x14\0\0\0"), /archive.*take the picture out/],
  ["web page", "unsupported", text("<!DOCTYPE html><p>7"), /web page: save the picture/],
  ["text", "not-an-image", text("seven, one"), /it is text/],
  ["unknown bytes", "not-an-image", text("\0\x01\x02\x03"), /of no kind known/],
];
for (const [name, code, bytes, says] of refusals) {
  Deno.test(`decode() refuses by name: ${name}`, async () => {
    const error = await refusal(bytes);
    assert.equal(error.code, code);
    assert.match(error.message, says);
    assert.match(error.message, WORKS);
  });
}

Deno.test("decode() never fetches or runs what an SVG asks for", async () => {
  let requests = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    requests++;
    return new Response("x");
  });
  try {
    const at = `http://127.0.0.1:${server.addr.port}/`;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script href="${at}"/>` +
      `<image href="${at}" width="9" height="9"/><rect width="9" height="9"/></svg>`;
    for (const before of ["", "\n ", '<?xml version="1.0"?>', "<!-- x -->", "\xef\xbb\xbf"]) {
      const { code, message } = await refusal(text(before + svg));
      assert.equal(code, "unsupported");
      assert.match(message, /SVG drawing: save it as PNG/);
    }
  } finally {
    await server.shutdown();
  }
  assert.equal(requests, 0);
});

Deno.test("decode() refuses a PNG whose header claims 100000x100000 pixels", async () => {
  const bytes = png(100_000, 100_000, deflateSync(new Uint8Array(1000)));
  assert.ok(bytes.length < 200);
  const { code, message } = await refusal(bytes);
  assert.equal(code, "too-large");
  assert.match(
    message,
    /100000x100000 is 10000 megapixels, at most 64 .* make the picture smaller/,
  );
});

Deno.test("decode() refuses 9000x9000 pixels in a small file before it unpacks them", async () => {
  const bytes = png(9000, 9000, deflateSync(new Uint8Array(9001 * 9000)));
  assert.ok(bytes.length < 2 ** 17, `${bytes.length} bytes`);
  const before = Deno.memoryUsage().rss;
  const { code, message } = await refusal(bytes);
  assert.equal(code, "too-large");
  assert.match(message, /9000x9000 is 81 megapixels/);
  assert.ok(Deno.memoryUsage().rss - before < 40e6, "81 MB of pixels are not in memory");
  await assert.rejects(() => decode(bytes, { maxBytes: 100 }), { code: "too-large" });
  // With the limit out of the way the same file is read: it was the limit that refused it.
  assert.equal((await decode(bytes, { maxPixels: 100e6, maxSide: 90 })).width, 90);
});

Deno.test("what is too large by little is told as more than what can be read", async () => {
  assert.throws(() => requireBytes(2 ** 25 + 1), { message: /33 MiB, at most 32 can be read/ });
  const { message } = await refusal(png(8001, 8000, deflateSync(new Uint8Array(1000))));
  assert.match(message, /8001x8000 is 65 megapixels, at most 64/);
});

Deno.test("decode() refuses a file of more than 32 MiB whatever is in it", async () => {
  const { code, message } = await refusal(new Uint8Array(2 ** 25 + 2 ** 20));
  assert.equal(code, "too-large");
  assert.match(message, /33 MiB, at most 32 can be read; make the picture smaller/);
});

for (const [width, height] of [[1, 1], [20_000, 1], [1, 20_000]]) {
  Deno.test(`a picture of ${width}x${height} pixels is blank paper, not a crash`, async () => {
    const bytes = await sharp({
      create: { width, height, channels: 3, background: "white" },
    }).png().toBuffer();
    const image = await decode(bytes);
    assert.deepEqual([image.width, image.height], [Math.min(9600, width), Math.min(9600, height)]);
    const recognizer = await openRecognizer({ model: "models/digits" });
    await assert.rejects(
      () => recognizer.read(bytes).finally(() => recognizer.close()),
      {
        name: "ImageError",
        code: "no-ink",
        message: /^no handwriting found: .*; show digits alone, larger, or darker/,
      },
    );
  });
}

/** What {@linkcode decode} says about a file that it does not read. */
async function refusal(bytes: Uint8Array): Promise<ImageError> {
  try {
    await decode(bytes);
  } catch (error) {
    assert.ok(error instanceof ImageError, String(error));
    return error;
  }
  assert.fail("it was read");
}

/** A PNG of 8 grey bits with right checksums, whatever its header claims. */
function png(width: number, height: number, packed: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const chunk = (name: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const signature = text("\x89PNG\r\n\x1a\n");
  const chunks = [chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}
