/**
 * A model folder as it lies on disk: its card, and the files that the card vouches for.
 *
 * No TensorFlow here: the engines read models through this file.
 */
import { join } from "@std/path";
import { ModelError } from "../base/errors.ts";
import { type Card, CARD_FORMAT, type FinderCard, type ModelCard } from "./card.ts";
import { fingerprint } from "./fingerprint.ts";

/**
 * Reads the card of a classifier's folder.
 *
 * @throws {ModelError} when there is no model there, its card is damaged, of another format, or a finder's.
 */
export async function readCard(folder: string): Promise<ModelCard> {
  const card = await readAnyCard<ModelCard>(folder, "digit");
  const { network, classes, input } = card;
  if (network === "finder") {
    throw new ModelError(
      `${folder} holds a finder, which says where digits are, not which: name a model that reads ` +
        "them, such as models/digits",
    );
  }
  if (
    !Array.isArray(classes) || classes.length < 2 || !(input?.width > 0) || !(input?.height > 0) ||
    !["resize", "normalize"].includes(input.prepare) || typeof card.threshold !== "number"
  ) {
    throw damaged(join(folder, "card.json"), "classes, input or threshold make no sense");
  }
  return card;
}

/**
 * Reads the card of a finder's folder.
 *
 * @throws {ModelError} when there is no model there, its card is damaged, of another format, or a classifier's.
 */
export async function readFinderCard(folder: string): Promise<FinderCard> {
  const card = await readAnyCard<FinderCard>(folder, "finder");
  if (card.network === "finder") return card;
  throw new ModelError(
    `${folder} holds a ${card.network} network, which finds nothing: name a finder's folder, ` +
      "such as models/finder",
  );
}

/** @param network What to train where there is no model: the error's advice. */
async function readAnyCard<C extends Card>(
  folder: string,
  network: "digit" | "finder",
): Promise<C> {
  const path = join(folder, "card.json");
  const text = await Deno.readTextFile(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
      throw unread(path, error);
    }
    throw new ModelError(
      `no model in ${folder}: ${path} is not there; train one with ` +
        `deno task train --network ${network} --out ${folder}, or name another folder`,
    );
  });
  let card: C;
  try {
    card = JSON.parse(text);
  } catch (error) {
    throw damaged(path, `it is no JSON: ${(error as Error).message}`);
  }
  if (card?.format !== CARD_FORMAT) {
    throw new ModelError(
      `${path}: format ${card?.format} is of another version of this project, ` +
        `which reads format ${CARD_FORMAT}; train the model again`,
    );
  }
  const { files } = card;
  if (
    typeof files !== "object" || files === null ||
    Object.values(files).some((file) => typeof file?.sha256 !== "string")
  ) {
    throw damaged(path, "files are missing or make no sense");
  }
  return card;
}

/**
 * Reads files of a model folder and makes sure that they are those that its card speaks of.
 *
 * All other files of the card must be there too, in their full size: half a folder is a copy gone wrong.
 *
 * @returns The bytes of each of `names`, in their order.
 * @throws {ModelError} naming the file: not there, cut short, or changed.
 */
export async function readModelFiles(
  folder: string,
  card: Pick<Card, "files">,
  names: readonly string[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  for (const [name, { bytes }] of Object.entries(card.files)) {
    const path = join(folder, name);
    const { size } = await Deno.stat(path).catch((error) => {
      throw error instanceof Deno.errors.NotFound
        ? damaged(path, "the file is missing")
        : unread(path, error);
    });
    if (size !== bytes) throw damaged(path, `it has ${size} bytes, its card says ${bytes}`);
  }
  return await Promise.all(names.map(async (name) => {
    if (!card.files[name]) throw damaged(join(folder, "card.json"), `it does not speak of ${name}`);
    const path = join(folder, name);
    const bytes = await Deno.readFile(path).catch((error) => {
      throw unread(path, error);
    });
    if (fingerprint(bytes).sha256 !== card.files[name].sha256) {
      throw damaged(path, "its contents are not those that its card speaks of (sha256 differs)");
    }
    return bytes;
  }));
}

/** The error of a file that is there and cannot be read; any other is a defect. */
function unread(path: string, error: Error): Error {
  const { IsADirectory, NotCapable, PermissionDenied } = Deno.errors;
  if (error instanceof IsADirectory) return damaged(path, "it is a folder");
  const isForbidden = error instanceof PermissionDenied || error instanceof NotCapable;
  return isForbidden ? new ModelError(`${path} may not be read by you`) : error;
}

function damaged(path: string, reason: string): ModelError {
  return new ModelError(`${path}: ${reason}; copy the whole model folder again, or train it anew`);
}
