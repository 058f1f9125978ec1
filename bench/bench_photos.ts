/**
 * What reading a picture costs: time of its parts, and memory at its peak.
 *
 * @module
 */
import { join } from "@std/path";
import sharp from "sharp";
import { ImageError } from "../lib/base/errors.ts";
import type { Progress } from "../lib/base/progress.ts";
import { createRandom } from "../lib/base/random.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { drawPicture, type PictureKind } from "../lib/dataset/pictures.ts";
import { findMarks } from "../lib/finder/find_marks.ts";
import { SETTINGS } from "../lib/finder/finder_settings.ts";
import { openFinder } from "../lib/finder/open_finder.ts";
import { decode } from "../lib/image/decode.ts";
import type { Recognizer } from "../lib/recognizer.ts";

/** What is timed: a drawing page's canvas, and JPEG photographs of 1, 12 and 48 megapixels. */
const SIZES:
  readonly (readonly [name: string, kind: PictureKind, width: number, height: number])[] = [
    ["canvas of 280 x 280", "canvas", 280, 280],
    ["photograph, 1 megapixel", "number", 1155, 866],
    ["photograph, 12 megapixels", "number", 4000, 3000],
    ["photograph, 48 megapixels", "number", 8000, 6000],
  ];

/** Pictures of each size, and how often each is read after a round that warms up. */
const PICTURES = 8;
const ROUNDS = 5;

/** Times of one size, in milliseconds, one a reading. */
export interface PhotoTimes {
  readonly name: string;
  /** From the file's bytes to the reading. */
  readonly total: number[];
  /** Of that, decoding, and finding the digits. */
  readonly decode: number[];
  readonly find: number[];
}

/** Reads pictures of numbers in every size, the sizes in turn. */
export async function benchPhotos(
  { recognizer, onProgress }: {
    readonly recognizer: Recognizer;
    readonly onProgress?: Progress;
  },
): Promise<PhotoTimes[]> {
  const files = await Promise.all(
    SIZES.map(([, kind, width, height]) => pictures(kind, width, height, PICTURES)),
  );
  const measured = SIZES.map(([name]): PhotoTimes => ({ name, total: [], decode: [], find: [] }));
  const finder = await openFinder();
  for (let round = -1; round < ROUNDS; round++) {
    for (let n = 0; n < PICTURES; n++) {
      for (const [size, one] of measured.entries()) {
        const file = files[size][n];
        const start = performance.now();
        await recognizer.read(file).catch(refused);
        const total = performance.now() - start;
        const again = performance.now();
        const picture = await decode(file, { maxSide: SETTINGS.picture });
        const decoded = performance.now();
        await findMarks(picture, finder.run);
        if (round < 0) continue;
        one.total.push(total);
        one.decode.push(decoded - again);
        one.find.push(performance.now() - decoded);
      }
      onProgress?.((round + 1) * PICTURES + n + 1, (ROUNDS + 1) * PICTURES);
    }
  }
  await finder.close();
  return measured;
}

/** A picture in which nothing is found takes its time too. */
function refused(error: unknown): void {
  if (!(error instanceof ImageError)) throw error;
}

/** Pictures of medium strength, made as large as a better camera, or a larger page, would have. */
async function pictures(
  kind: PictureKind,
  width: number,
  height: number,
  count: number,
): Promise<Uint8Array[]> {
  const digits = await loadMnist("train");
  const files: Uint8Array[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const random = createRandom(seed);
    const longest = Math.min(1000, Math.max(width, height));
    const { picture } = drawPicture({ digits, kind, strength: "medium", longest, random });
    const raw = { width: picture.width, height: picture.height, channels: 3 as const };
    const resized = sharp(picture.data, { raw })
      .resize(width, height, { fit: kind === "canvas" ? "fill" : "cover" });
    const file = kind === "canvas" ? resized.png() : resized.jpeg({ quality: 90 });
    files.push(new Uint8Array(await file.toBuffer()));
  }
  return files;
}

/**
 * Most memory, in MiB, of programs that read photographs: one of each size, and eight of 12 megapixels at
 * the same time.
 */
export async function benchMemory(): Promise<{ what: string; mebibytes: number }[]> {
  const folder = await Deno.makeTempDir();
  try {
    const photographs = SIZES.filter(([, kind]) => kind === "number");
    const cases: [what: string, files: Uint8Array[]][] = [];
    for (const [name, kind, width, height] of photographs) {
      cases.push([`one ${name}`, await pictures(kind, width, height, 1)]);
    }
    const [, kind, width, height] = photographs[1];
    cases.push([
      "eight photographs, 12 megapixels each, at once",
      await pictures(kind, width, height, 8),
    ]);
    const rows = [];
    for (const [n, [what, bytes]] of cases.entries()) {
      const files = bytes.map((_, i) => join(folder, `${n}-${i}.jpg`));
      for (const [i, file] of files.entries()) await Deno.writeFile(file, bytes[i]);
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "bench/peak_memory.ts", ...files],
      }).output();
      rows.push({ what, mebibytes: Number(new TextDecoder().decode(stdout)) });
    }
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
