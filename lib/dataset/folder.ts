/** Pictures in folders: `<class name>/<any name>`, as most people keep them. */
import { basename, join, resolve } from "@std/path";
import { DataError, ImageError } from "../base/errors.ts";
import { noSuchFile } from "../base/no_such_file.ts";
import { onError } from "../base/on_error.ts";
import type { Progress } from "../base/progress.ts";
import { SETTINGS } from "../finder/finder_settings.ts";
import { decode, requireBytes } from "../image/decode.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { prepare } from "../image/prepare.ts";
import { toBytes } from "../image/shares.ts";
import type { ModelCard } from "../model/card.ts";
import { toClass } from "./class_folder.ts";
import type { Dataset } from "./dataset.ts";

/** A file that gave no picture. */
export interface Unreadable {
  readonly file: string;
  /** Why, as a sentence for people. */
  readonly reason: string;
}

/** What {@linkcode loadFolder} found. */
export interface LoadedFolder {
  readonly dataset: Dataset;
  /** The file of every picture, in the order of the dataset. */
  readonly files: readonly string[];
  /** What lay there and is not in the dataset, in the order of the names. */
  readonly unreadable: readonly Unreadable[];
}

/** What {@linkcode loadFolder} may be told. */
export interface LoadFolderOptions {
  /** How many classes there must be; 2 when left out, for there is nothing to tell apart with fewer. */
  readonly leastClasses?: number;
  /** Makes a network's input of a file; when left out, the whole picture is prepared. */
  readonly cutOut?: (file: Uint8Array) => Promise<GrayImage>;
  readonly onProgress?: Progress;
}

/** So many files are read and decoded at a time: decoding runs on threads of its own. */
const AT_ONCE = 8;

const NOWHERE = "it is a link that leads nowhere";
const NO_FILE = "it is not a file; folders in a class are not read";

type EntryInfo = Pick<Deno.FileInfo, "isFile" | "isDirectory" | "isSymlink" | "size">;

/** What a name leads to that is listed, and not there when it is asked for. */
const GONE: EntryInfo = { isFile: false, isDirectory: false, isSymlink: false, size: 0 };

const layout =
  "a folder of examples holds one folder a class, named after it, with pictures in it " +
  "(such as 3/anything.png)";

/**
 * Loads a folder of examples: every file of `<class>/<file>`, whatever picture format it is.
 *
 * The classes are the names of the folders (`%2E` is a point's, see {@linkcode toClass}), numbers in the order of
 * their value. Hidden files are passed over; everything else that gives no picture is listed with the reason.
 *
 * @param input Size of the pictures and how they are made from the files: a network's input.
 * @throws {DataError} when the folder is not there, has fewer class folders than asked for, or no picture in it can
 * be read.
 */
export async function loadFolder(
  folder: string,
  input: ModelCard["input"],
  options: LoadFolderOptions = {},
): Promise<LoadedFolder> {
  const { leastClasses = 2, onProgress } = options;
  const {
    cutOut = async (file) => prepare(await decode(file, { maxSide: SETTINGS.picture }), input),
  } = options;
  const { folders, examples, unreadable } = await listExamples(folder, leastClasses);
  const pictures = new Array<Uint8Array | undefined>(examples.length);
  let done = 0;
  await inParallel(examples.length, AT_ONCE, async (i) => {
    const { file, size } = examples[i];
    try {
      requireBytes(size);
      pictures[i] = toBytes((await cutOut(await Deno.readFile(file))).data);
    } catch (error) {
      unreadable.push({ file, reason: reasonOf(error) });
    }
    onProgress?.(++done, examples.length);
  });

  const read = examples.filter((_, i) => pictures[i]);
  unreadable.sort((a, b) => byName(a.file, b.file));
  if (read.length === 0) {
    const first = unreadable[0];
    throw new DataError(
      `no picture in ${folder} could be read` +
        (first ? `: ${first.file}: ${first.reason}` : `; ${layout}`),
    );
  }
  // A class without a picture is easily taken for one that is learnt or measured.
  const labels = new Set(read.map(({ label }) => label));
  folders.forEach((name, label) => {
    if (labels.has(label)) return;
    unreadable.push({ file: join(folder, name), reason: "no picture of this class can be read" });
  });
  unreadable.sort((a, b) => byName(a.file, b.file));
  const images = new Uint8Array(read.length * input.width * input.height);
  pictures.filter((picture) => picture !== undefined)
    .forEach((picture, i) => images.set(picture, i * picture.length));
  return {
    dataset: {
      images,
      labels: Uint8Array.from(read, ({ label }) => label),
      classes: folders.map(toClass),
      size: read.length,
      width: input.width,
      height: input.height,
    },
    files: read.map(({ file }) => file),
    unreadable,
  };
}

/**
 * Passes where a card can tell by its name that a model learned from a folder: what learns cannot do without.
 *
 * @throws {DataError} when it is called `mnist`.
 */
export function requireOwnName(folder: string): void {
  if (basename(resolve(folder)) !== "mnist") return;
  throw new DataError(
    `${folder} has the name by which models' cards tell MNIST: give the folder another`,
  );
}

/**
 * Passes where there is a picture of every class: what learns cannot do without.
 *
 * @throws {DataError} naming a class that has none.
 */
export function requireEveryClass({ classes, labels }: Pick<Dataset, "classes" | "labels">): void {
  const found = new Set(labels);
  const missing = classes.filter((_, label) => !found.has(label));
  if (missing.length === 0) return;
  throw new DataError(
    `there is no picture of ${
      missing.join(", ")
    } to learn from: put some into its folder, or remove it`,
  );
}

/** What there is to read, by class and name. */
async function listExamples(folder: string, leastClasses: number) {
  const unreadable: Unreadable[] = [];
  const folders: string[] = [];
  for (const { name, info } of await list(folder)) {
    const reason = "it is not in the folder of a class";
    if (info.isDirectory) folders.push(name);
    else unreadable.push({ file: join(folder, name), reason });
  }
  if (folders.length < leastClasses) {
    const found = folders.length === 0 ? "no folder" : `only the folder "${folders[0]}"`;
    const least = leastClasses === 2 ? ", for at least two classes" : "";
    throw new DataError(`${folder} has ${found} in it; ${layout}${least}`);
  }
  if (folders.length > 256) {
    throw new DataError(`${folder} has ${folders.length} folders in it; 256 classes are the most`);
  }
  const examples: { file: string; label: number; size: number }[] = [];
  for (const [label, name] of folders.entries()) {
    for (const entry of await list(join(folder, name))) {
      const file = join(folder, name, entry.name);
      if (entry.info.isFile) examples.push({ file, label, size: entry.info.size });
      else unreadable.push({ file, reason: whyNoFile(entry.info, entry.name) });
    }
  }
  const classes = folders.map(toClass);
  const twice = classes.findIndex((name, label) => classes.indexOf(name) < label);
  if (twice >= 0) {
    throw new DataError(
      `${folder} has two folders of the class "${classes[twice]}", one of them called ` +
        `"${folders[twice]}": put what is in them into one`,
    );
  }
  return { folders, examples, unreadable };
}

/** Why an entry of a folder is no file to read. */
function whyNoFile(info: EntryInfo, name: string): string {
  if (info === GONE) return noSuchFile(name, "it was removed meanwhile");
  return info.isSymlink ? NOWHERE : NO_FILE;
}

/** The entries of a folder but the hidden ones, links followed, in the order of their names. */
async function list(folder: string): Promise<{ name: string; info: EntryInfo }[]> {
  const entries: { name: string; info: EntryInfo }[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (name.startsWith(".")) continue;
      const path = join(folder, name);
      // A link to nowhere is listed as what it is.
      const info = await Deno.stat(path).catch(() => Deno.lstat(path))
        .catch(onError(Deno.errors.NotFound, () => GONE));
      entries.push({ name, info });
    }
  } catch (cause) {
    const why = cause instanceof Deno.errors.NotFound
      ? "is not there"
      : cause instanceof Deno.errors.NotADirectory
      ? "is not a folder"
      : cause instanceof Deno.errors.PermissionDenied
      ? "may not be read by you"
      : null;
    if (why === null) throw cause;
    throw new DataError(`${folder} ${why}; ${layout}`, { cause });
  }
  return entries.sort((a, b) => byName(a.name, b.name));
}

const collator = new Intl.Collator("en", { numeric: true });

/** Numbers by value, 2 before 10; what is equal to a reader (1 and 01) by its characters. */
function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1);
}

/** Why a file gave no picture; an error of another kind is a defect of the program. */
export function reasonOf(error: unknown): string {
  if (error instanceof ImageError) return error.message;
  if (error instanceof Deno.errors.PermissionDenied) return "it may not be read by you";
  if (error instanceof Deno.errors.NotFound) return "it was removed meanwhile";
  throw error;
}

/** Calls `work` for 0 to `count` - 1, at most `most` at a time, in order of starting. */
async function inParallel(
  count: number,
  most: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, worker));
}
