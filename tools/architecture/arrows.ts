/** Which file of this repository imports which. */
import { join, normalize } from "node:path/posix";
import { fromFileUrl } from "@std/path";
import { readNotebook, toModule } from "../../lib/notebook/notebook_file.ts";
import { roomOf, ROOMS } from "./rooms.ts";

/** One import: paths from the repository's root. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Where the repository is. */
const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Folders that hold code, and the module at the root. */
const CODE = ["lib", "tools", "tasks", "bench", "notebooks", "tests", "mod.ts"];

/** A docstring: the imports of its example are no arrows. */
const DOCSTRING = /^[ \t]*\/\*\*.*?\*\//gms;

/** An import of a file of this repository: static, dynamic, or a worker's address. */
const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*"([^":]+\.ts)"/g;

/**
 * The imports of a module.
 *
 * @param path Of the module, from the repository's root.
 */
export function arrowsOf(path: string, text: string): Arrow[] {
  return [...text.replace(DOCSTRING, "").matchAll(IMPORT)]
    .map(([, to]) => ({ from: path, to: normalize(join(path, "..", to)) }));
}

/** All files of code, notebooks among them, and what they import. */
export async function readArrows(): Promise<{ files: string[]; arrows: Arrow[] }> {
  const files: string[] = [];
  const arrows: Arrow[] = [];
  const visit = async (path: string): Promise<void> => {
    if ((await Deno.stat(ROOT + path)).isDirectory) {
      const names = (await Array.fromAsync(Deno.readDir(ROOT + path))).map(({ name }) => name);
      for (const name of names.sort()) await visit(`${path}/${name}`);
    } else if (path.endsWith(".ts")) {
      files.push(path);
      arrows.push(...arrowsOf(path, await Deno.readTextFile(ROOT + path)));
    } else if (path.endsWith(".ipynb")) {
      files.push(path);
      arrows.push(...arrowsOf(path, toModule(await readNotebook(ROOT + path))));
    }
  };
  for (const path of CODE) await visit(path);
  return { files, arrows };
}

/** A sentence for every arrow that goes to a later room, or comes from or goes to none. */
export function wrongArrows(arrows: readonly Arrow[]): string[] {
  return arrows.flatMap(({ from, to }) => {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a >= b && b >= 0) return [];
    const why = a < 0 || b < 0
      ? `${a < 0 ? from : to} is in no room`
      : `${ROOMS[a].name} comes before ${ROOMS[b].name}`;
    return [`${from} imports ${to}, but ${why}`];
  });
}

/** Two rooms, as places in the list: the first imports from the second, which comes before it. */
export type RoomArrow = readonly [from: number, to: number];

/**
 * The fewest arrows between rooms that tell which room leads to which: an arrow is left out where a longer way
 * over other rooms leads there too (the transitive reduction; Aho, Garey and Ullman 1972).
 *
 * @param arrows All of them go to an earlier room, or stay in theirs.
 */
export function roomArrows(arrows: readonly Arrow[]): RoomArrow[] {
  const uses = new Map<number, Set<number>>();
  for (const { from, to } of arrows) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a !== b) uses.set(a, (uses.get(a) ?? new Set()).add(b));
  }
  const leadsTo = (a: number, b: number): boolean =>
    [...uses.get(a) ?? []].some((next) => next === b || (next > b && leadsTo(next, b)));
  return [...uses].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other > to && leadsTo(other, to)))
      .map((to): RoomArrow => [from, to])
  ).sort(([a, b], [c, d]) => a - c || b - d);
}
