/** A photograph to the number on it, beside a program that reads text. */
import sharp from "sharp";
import { createRandom } from "../../lib/base/random.ts";
import { loadMnist } from "../../lib/dataset/mnist.ts";
import { drawPhoto, encodePhoto } from "../../lib/dataset/photos.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { compare, millisecondsEach } from "../comparison.ts";
import { writeFiles } from "../digit_files.ts";
import type { Part } from "../part.ts";
import { startPython } from "../python_program.ts";

const PHOTOS = 20;

/** Pixels of a photograph. */
const AREA = 1e6;

/** Nothing was chosen on what it draws. */
const SEED = 2027;

export const photo: Part = {
  title: "A photograph",
  about:
    `A photograph of one megapixel (JPEG) in memory to the number on it, one after the other: ${PHOTOS} that our ` +
    "own generator draws of MNIST's test digits, numbers of 2 to 6 digits of medium difficulty. RapidOCR finds and " +
    "reads printed text in many scripts, with the models in its package and onnxruntime; handwriting like ours is " +
    "not what it was made for, and our networks learnt from the same generator.",
  async measure({ python, rounds, fast, onProgress }) {
    const photos = await drawPhotos(fast ? 3 : PHOTOS);
    await using drawn = await writeFiles(photos.map(({ file }) => file), "jpg");
    const recognizer = await openRecognizer();
    await using program = python ? startPython(python, "ocr.py") : null;

    const rightOf = (texts: readonly string[]) =>
      texts.filter((text, i) => text.replaceAll(/\s/g, "") === photos[i].text).length;
    const own: string[] = [];
    for (const file of drawn.bytes) own.push((await recognizer.read(file)).text);
    const theirs = await program?.ask<string[]>("load", { folder: drawn.path });
    const notes = [
      `Of the same ${photos.length} photographs, ours reads ${rightOf(own)} right` +
      (theirs ? `, RapidOCR ${rightOf(theirs)}.` : "."),
    ];

    const ours = () => millisecondsEach(drawn.bytes, (file) => recognizer.read(file));
    const baselines = { RapidOCR: program && (() => program.ask<number>("read")) };
    const what = `a photograph of ${photos.length}`;
    const one = await compare(what, "ms", ours, baselines, { rounds, onProgress });
    await recognizer.close();
    return { comparisons: [one], notes };
  },
};

/** Photographs, all of one area, and what is written on them. */
async function drawPhotos(count: number): Promise<{ file: Uint8Array; text: string }[]> {
  const digits = await loadMnist("test");
  const random = createRandom(SEED);
  const how = { digits, kind: "number", strength: "medium" } as const;
  return await Promise.all(Array.from({ length: count }, async (_, i) => {
    const photo = drawPhoto({ ...how, random: random.fork(String(i)) });
    const { width, height } = photo.picture;
    const file = await sharp(await encodePhoto(photo))
      .resize(Math.round(width * Math.sqrt(AREA / (width * height))))
      .jpeg({ quality: 90 }).toBuffer();
    return { file: new Uint8Array(file), text: photo.truth.text };
  }));
}
