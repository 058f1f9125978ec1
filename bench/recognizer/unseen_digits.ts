/** Digits by other hands than MNIST's, from wherever they are at hand. */
import { DataError, UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";
import { type Dataset, pictureAt } from "../../lib/dataset/dataset.ts";
import { drawPenSet } from "../../lib/dataset/pen.ts";
import { drawTrajectories, loadPendigits } from "../../lib/dataset/pendigits.ts";
import type { GrayImage } from "../../lib/image/gray_image.ts";
import { fetchPendigits } from "../../tasks/fetch_pendigits.ts";
import { runCommand } from "../../tools/run_command.ts";
import { baselinePython } from "../baseline_python.ts";

/** Pictures of digits with what they show, as they come: of any size, ink 1. */
export interface LabelledPictures {
  readonly name: string;
  readonly images: readonly GrayImage[];
  readonly labels: ArrayLike<number>;
}

/** All that are at hand; `missing` says which are not, and why. */
export async function unseenDigits(): Promise<{ sets: LabelledPictures[]; missing: string[] }> {
  const sets: LabelledPictures[] = [];
  const missing: string[] = [];
  for (const open of [semeion, sklearnDigits, pendigits, penSet]) {
    const lacks = ({ message }: UserError) => void missing.push(message);
    await open().then((set) => void sets.push(set)).catch(onError(UserError, lacks));
  }
  return { sets, missing };
}

const squareOf = (side: number, ink: readonly number[]): GrayImage => (
  { width: side, height: side, data: Float32Array.from(ink) }
);

/** 1,593 digits by about 80 people, 16x16 black and white (UCI Machine Learning Repository). */
async function semeion(): Promise<LabelledPictures> {
  const file = "../shared/data/semeion.data";
  const text = await Deno.readTextFile(file).catch(onError(Deno.errors.NotFound, () => {
    throw new UserError(`Semeion (${file} is not there)`);
  }));
  const rows = text.trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return {
    name: "Semeion",
    images: rows.map((row) => squareOf(16, row.slice(0, 256))),
    labels: rows.map((row) => row.slice(256).indexOf(1)),
  };
}

/** 1,797 digits of 8x8 pixels, of 17 shades, that scikit-learn carries (UCI optical digits, test part). */
async function sklearnDigits(): Promise<LabelledPictures> {
  const script = "import json; from sklearn.datasets import load_digits; d = load_digits(); " +
    "print(json.dumps([d.data.tolist(), d.target.tolist()]))";
  const sklearn = { requirements: ["scikit-learn==1.9.1"], bytes: 3e8 };
  const output = await baselinePython(sklearn)
    .then((python) => runCommand(python, { args: ["-c", script] }))
    .catch(onError(UserError, (error) => {
      throw new UserError(`scikit-learn's digits (${error.message})`);
    }));
  const [images, labels]: [number[][], number[]] = JSON.parse(output);
  return {
    name: "scikit-learn's 8x8 digits",
    images: images.map((row) => squareOf(8, row.map((shade) => shade / 16))),
    labels,
  };
}

/** 2,199 digits that 14 people wrote with a pen, drawn on a canvas of 64x64; the digit net learnt from 30 others. */
async function pendigits(): Promise<LabelledPictures> {
  const fetched = () => fetchPendigits().then(() => loadPendigits());
  const { test } = await loadPendigits().catch(onError(DataError, fetched))
    .catch(onError(UserError, ({ message }) => {
      throw new UserError(`Pendigits (${message})`);
    }));
  return picturesOf("Pendigits, 14 people", drawTrajectories(test));
}

/** 1,000 drawings by another person of the generator that `deno task data` draws with. */
async function penSet(): Promise<LabelledPictures> {
  return picturesOf("pen set", await drawPenSet({ seed: 77 }));
}

function picturesOf(name: string, drawn: Dataset): LabelledPictures {
  const images = Array.from({ length: drawn.size }, (_, i) => pictureAt(drawn, i));
  return { name, images, labels: drawn.labels };
}
