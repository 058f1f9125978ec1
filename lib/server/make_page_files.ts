/** The page's files that are not written by hand: they are committed, so that the page needs no build. */
import { createRandom } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Strength } from "../dataset/photos.ts";
import { drawPicture, type PictureKind } from "../dataset/pictures.ts";
import { encodeJpeg } from "../image/encode_jpeg.ts";
import { bundleWorker } from "./bundle_worker.ts";

/** The sample pictures: what they show, how strongly they are degraded, and which of many. */
const SAMPLES: readonly { kind: PictureKind; strength: Strength; seed: number }[] = [
  { kind: "canvas", strength: "mild", seed: 2 },
  { kind: "number", strength: "strong", seed: 2 },
  { kind: "lines", strength: "mild", seed: 1 },
  { kind: "touching", strength: "mild", seed: 2 },
  { kind: "signs", strength: "strong", seed: 1 },
  { kind: "crossed", strength: "mild", seed: 2 },
  { kind: "thumbnail", strength: "strong", seed: 1 },
  { kind: "words", strength: "strong", seed: 1 },
  { kind: "empty", strength: "strong", seed: 2 },
];

/** The one of the package's files that browsers of today run. */
const WASM = "tfjs-backend-wasm-simd.wasm";

/** Pixels of a sample's longer side at most, and its quality as a JPEG. */
const [LONGEST, QUALITY] = [480, 70];

/**
 * Makes these files: the shape of a pen's line, from its package; what reads drawings and teaches in browsers, and
 * the WebAssembly that both run on, from TensorFlow.js; and sample pictures, drawn.
 *
 * @param digits the samples' handwriting: digits 20 pixels high in 28
 * @returns bytes by name, for the page's folder; `deno task page` writes them
 */
export async function makePageFiles(
  digits: Dataset,
): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const samples = await Promise.all(SAMPLES.map(async ({ kind, strength, seed }) => {
    const random = createRandom(seed).fork(`sample/${kind}/${strength}`);
    const { picture } = drawPicture({ digits, kind, strength, longest: LONGEST, random });
    const bytes = await encodeJpeg(picture, QUALITY);
    return [`samples/${kind}.jpg`, new Uint8Array(bytes)] as const;
  }));
  return {
    "perfect_freehand.js": await lineShape(),
    "worker.js": await bundleWorker("worker.ts"),
    "teach/teacher.js": await bundleWorker("teacher.ts"),
    [WASM]: await Deno.readFile(
      new URL(WASM, import.meta.resolve("@tensorflow/tfjs-backend-wasm")),
    ),
    ...Object.fromEntries(samples),
  };
}

/** The package's module, its licence before it. */
async function lineShape(): Promise<Uint8Array<ArrayBuffer>> {
  const file = new URL(import.meta.resolve("perfect-freehand"));
  const source = await Deno.readTextFile(file);
  const license = await Deno.readTextFile(new URL("../../LICENSE", file));
  const code = `/*! perfect-freehand\n\n${license.trim()} */\n` +
    source.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  return new TextEncoder().encode(code);
}
