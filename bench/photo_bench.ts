/**
 * What reading a photograph costs: time of every step of the image path, and memory at its peak.
 *
 * @module
 */
import { join } from "@std/path";
import sharp from "sharp";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { drawPhoto } from "../lib/dataset/photos.ts";
import type { Engine } from "../lib/engine/engine.ts";
import { locateWriting } from "../lib/image/locate_writing.ts";
import type { ModelCard } from "../lib/network/card.ts";
import type { Progress } from "../lib/progress.ts";
import { createRandom } from "../lib/random.ts";
import { readLines } from "../lib/read_lines.ts";
import { classifyWith } from "../lib/recognizer.ts";

/** Sizes that are timed, as cameras have them: 1, 12 and 48 megapixels. */
export const sizes = [[1155, 866], [4000, 3000], [8000, 6000]] as const;

/** Steps that are timed, in order; `engine` is part of `readLines`. */
export const steps = ["locateWriting", "readLines", "engine"] as const;

/** Photographs of each size, and how often each is read after a round that warms up. */
const PHOTOS = 8;
const ROUNDS = 5;

/** Times of one size, in milliseconds. */
export interface PhotoTimes {
  readonly megapixels: number;
  /** Of whole pictures, without the model's loading. */
  readonly total: readonly number[];
  readonly steps: Readonly<Record<typeof steps[number], readonly number[]>>;
}

/** Reads JPEG photographs of numbers in every size, the sizes in turn. */
export async function benchPhotos(
  { engine, card, onProgress }: {
    readonly engine: Engine;
    readonly card: ModelCard;
    readonly onProgress?: Progress;
  },
): Promise<PhotoTimes[]> {
  const files = await Promise.all(
    sizes.map(([width, height]) => photographs(width, height, PHOTOS)),
  );
  const measured = sizes.map(([width, height]) => ({
    megapixels: Math.round(width * height / 1e6),
    total: [] as number[],
    steps: Object.fromEntries(steps.map((name) => [name, [] as number[]])) as Record<
      typeof steps[number],
      number[]
    >,
  }));
  for (let round = -1; round < ROUNDS; round++) {
    for (let n = 0; n < PHOTOS; n++) {
      for (const [size, one] of measured.entries()) {
        const times = await timeOne(files[size][n], engine, card);
        if (round < 0) continue;
        one.total.push(times.locateWriting + times.readLines);
        for (const name of steps) one.steps[name].push(times[name]);
      }
      onProgress?.((round + 1) * PHOTOS + n + 1, (ROUNDS + 1) * PHOTOS);
    }
  }
  return measured;
}

async function timeOne(file: Uint8Array, engine: Engine, card: ModelCard) {
  const times = { locateWriting: 0, readLines: 0, engine: 0 };
  const timed = async <T>(name: keyof typeof times, run: () => T | Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await run();
    times[name] += performance.now() - before;
    return result;
  };
  const classify = classifyWith({
    card,
    engine: { predict: (...batch) => timed("engine", () => engine.predict(...batch)) },
  });
  const { found } = await timed("locateWriting", () => locateWriting(file));
  await timed("readLines", () => readLines(found!.writing, classify, card.threshold));
  return times;
}

/** Photographs of numbers, medium strength, made larger as a better camera would have taken them. */
async function photographs(width: number, height: number, count: number): Promise<Uint8Array[]> {
  const digits = await loadMnist("train");
  const files: Uint8Array[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const random = createRandom(seed);
    const { picture } = drawPhoto({ digits, kind: "number", strength: "medium", random });
    const raw = { width: picture.width, height: picture.height, channels: 3 as const };
    const jpeg = sharp(picture.data, { raw }).resize(width, height, { fit: "cover" });
    files.push(new Uint8Array(await jpeg.jpeg({ quality: 90 }).toBuffer()));
  }
  return files;
}

/** Most memory that a program needed, in MiB, which read one photograph of each size or none. */
export async function benchMemory(): Promise<{ megapixels: number; mebibytes: number }[]> {
  const folder = await Deno.makeTempDir();
  try {
    const rows = [];
    for (const [width, height] of [[64, 48], ...sizes]) {
      const file = join(folder, `${width}.jpg`);
      await Deno.writeFile(file, (await photographs(width, height, 1))[0]);
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "bench/peak_memory.ts", file],
      }).output();
      const mebibytes = Number(new TextDecoder().decode(stdout));
      rows.push({ megapixels: width * height / 1e6, mebibytes });
    }
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
