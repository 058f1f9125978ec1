/**
 * The rooms of this repository, foundations first: a file may import from its own room and from those before it in
 * this list, never from one below.
 *
 * `tests/arrows_test.ts` holds all files and the README's table to this list, and `deno task architecture`
 * draws it.
 *
 * @module
 */

/** One part of the repository. */
interface Room {
  /** A folder (`lib/image/`), the files right in a folder (`lib/*.ts`), or one file (`mod.ts`). */
  readonly name: string;
  /** What it is, in a line. */
  readonly about: string;
}

/** All rooms, foundations first. */
export const ROOMS: readonly Room[] = [
  { name: "lib/base/", about: "what everything needs: errors, random numbers, progress, files" },
  { name: "lib/image/", about: "pixels: pure functions; decoding and encoding by sharp" },
  { name: "lib/model/", about: "what a model folder holds: its card, its files, how sure it is" },
  { name: "lib/engine/", about: "a trained model runs: in this process, or on a server" },
  { name: "lib/finder/", about: "where the digits are: from its network's numbers to characters" },
  { name: "lib/*.ts", about: "the front door: bytes in, a Reading out; no TensorFlow behind it" },
  { name: "mod.ts", about: "what other programs import" },
  { name: "lib/dataset/", about: "where examples come from, how they are split and made anew" },
  { name: "lib/evaluation/", about: "what is measured of a model, and how sure it may be" },
  { name: "lib/backend/", about: "which TensorFlow runs: native, else WebAssembly" },
  { name: "lib/network/", about: "the networks, their training and saving, in every format" },
  {
    name: "lib/teach/",
    about: "the last layers learn from a few examples, rehearsing the old ones",
  },
  { name: "lib/browser/", about: "reading in a browser: the page's worker, on TensorFlow.js" },
  { name: "lib/charts/", about: "vega-lite charts and their pictures" },
  { name: "lib/study/", about: "what the notebooks study: HOG, explaining, transfer, recipes" },
  { name: "lib/notebook/", about: "running notebooks without Python, and showing things in them" },
  { name: "lib/server/", about: "routes, limits, the page" },
  {
    name: "tools/",
    about: "the project's own: set-up, clusters, GPUs, fuzzing, this picture",
  },
  { name: "tasks/", about: "one file a task: reads flags, calls lib, prints" },
  { name: "bench/", about: "measurements, written to reports/" },
  { name: "notebooks/", about: "the report retold: prose with code" },
  { name: "tests/", about: "tests, laid out as what they test" },
];

/**
 * The place in {@linkcode ROOMS} of the room that a file is in; -1 where it is in none.
 *
 * @param path From the repository's root, with slashes.
 */
export function roomOf(path: string): number {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return ROOMS.findIndex(({ name }) =>
    name.endsWith("/") ? path.startsWith(name) : name === path || name === `${folder}*.ts`
  );
}
