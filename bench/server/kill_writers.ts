/**
 * `kill -9` of the tasks that write, at random moments: what is there afterwards is all of the old, all of the
 * new, or nothing.
 */
import { dirname, join } from "@std/path";
import { cp, rm } from "node:fs/promises";
import { createRandom } from "../../lib/base/random.ts";
import { sendSignal } from "../../lib/base/send_signal.ts";
import { fingerprint } from "../../lib/model/fingerprint.ts";
import { readCard, readModelFiles } from "../../lib/model/model_files.ts";
import { writePenSet } from "../../lib/dataset/pen_folder.ts";
import { DIGITS_FOLDER } from "../../lib/open_recognizer.ts";
import { temporaryFolder } from "../../tools/temporary_folder.ts";
import { taskArguments } from "../task_arguments.ts";

/** A task that writes, always the same. */
interface Writer {
  /** Its flags, given the folder that it writes in. */
  flags(folder: string): readonly string[];
  /** What it makes in the folder. */
  readonly makes: string;
  /** Lays out in an empty folder what it reads. */
  prepare?(folder: string): Promise<void>;
}

/** The tasks by their names, each with little to do. */
const WRITERS = {
  data: {
    makes: "pen",
    flags: (folder) => ["--seed", "3", "--per-class", "4", "--out", join(folder, "pen")],
  },
  train: {
    makes: "model",
    flags: (folder) => [
      ...["--network", "report", "--epochs", "1", "--backend", "wasm"],
      ...["--data", join(folder, "pen"), "--out", join(folder, "model")],
    ],
    async prepare(folder) {
      await writePenSet(join(folder, "pen"), { seed: 3, perClass: 4 });
    },
  },
  export: { makes: "repository", flags: (folder) => ["--triton", join(folder, "repository")] },
  calibrate: {
    makes: "digits",
    flags: (folder) => ["--model", join(folder, "digits"), "--images", "100"],
    async prepare(folder) {
      const { files } = await readCard(DIGITS_FOLDER);
      for (const name of ["card.json", ...Object.keys(files)]) {
        const copy = join(folder, "digits", name);
        await Deno.mkdir(dirname(copy), { recursive: true });
        await Deno.copyFile(join(DIGITS_FOLDER, name), copy);
      }
    },
  },
} satisfies Record<string, Writer>;

/** How often there was what, after the kills. */
interface Found {
  /** The kill came after the task had begun to write. */
  readonly writing: number;
  /** All of what it makes. */
  readonly whole: number;
  /** Nothing of what it makes, or no more than a checkpoint that is whole. */
  readonly nothing: number;
  /** Something else, in words. */
  readonly broken: readonly string[];
}

/**
 * Kills a task so many times: every other time at any moment of its run, else after it has begun to write. Two runs
 * begin over its own finished work, the next two with nothing there, and so on.
 *
 * @throws {Error} when the task ends with an error before it is killed.
 */
export async function killWriter(task: keyof typeof WRITERS, kills: number): Promise<Found> {
  const writer: Writer = WRITERS[task];
  const random = createRandom(1);
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  await writer.prepare?.(folder);
  const args = [...taskArguments(task), ...writer.flags(folder)];
  const before = await contentOf(folder);
  const { start, end } = await run(args, folder);
  const known = new Set([...before, ...await contentOf(folder)].map(String));
  const place = join(folder, writer.makes);
  await using aside = await temporaryFolder();
  const kept = join(aside.path, writer.makes);
  await cp(place, kept, { recursive: true });
  let [writing, whole, nothing] = [0, 0, 0];
  const broken: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    if (!before.has(writer.makes)) {
      await rm(place, { recursive: true, force: true });
      if (kill % 4 < 2) await cp(kept, place, { recursive: true });
    }
    const times = await run(
      args,
      folder,
      kill % 2 === 0
        ? { after: random.uniform(0, end) }
        : { afterBegun: random.uniform(0, end - start!) },
    );
    if (times.start !== undefined) writing++;
    const content = await contentOf(folder);
    const odd: string[] = [];
    for (const [name, is] of content) {
      if (!known.has(String([name, is])) && !await isModel(join(folder, name))) odd.push(name);
    }
    if (odd.length > 0) broken.push(`${task}: ${odd.join()}`);
    else if (content.has(writer.makes)) whole++;
    else nothing++;
  }
  return { writing, whole, nothing, broken };
}

/**
 * Runs a deno, and kills it so many milliseconds after its start, or after it has begun to write.
 *
 * @returns When it began to write, and when it ended, in milliseconds from its start.
 */
async function run(
  args: string[],
  folder: string,
  { after, afterBegun }: { readonly after?: number; readonly afterBegun?: number } = {},
): Promise<{ readonly start?: number; readonly end: number }> {
  using watcher = Deno.watchFs(folder);
  const before = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    ...{ args, stdin: "null", stdout: "null", stderr: "piped" },
  }).spawn();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let killed = false;
  const killAfter = (milliseconds?: number) => {
    if (milliseconds === undefined) return;
    timer = setTimeout(() => {
      killed = true;
      sendSignal(child, "SIGKILL");
    }, milliseconds);
  };
  killAfter(after);
  let start: number | undefined;
  const watching = (async () => {
    for await (const { kind } of watcher) {
      if (kind === "access" || start !== undefined) continue;
      start = performance.now() - before;
      killAfter(afterBegun);
    }
  })();
  const { code, stderr } = await child.output();
  const end = performance.now() - before;
  clearTimeout(timer);
  watcher.close();
  await watching;
  if (code !== 0 && !killed) {
    throw new Error(`${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
  return { start, end };
}

/** What is in a folder: a fingerprint of each file or folder in it. What is hidden, nobody reads. */
async function contentOf(folder: string): Promise<Map<string, string>> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  const shown = names.filter((name) => !name.startsWith(".")).sort();
  const prints = shown.map(async (name): Promise<[name: string, print: string]> => {
    const path = join(folder, name);
    const bytes = (await Deno.stat(path)).isFile
      ? await Deno.readFile(path)
      : new TextEncoder().encode(JSON.stringify([...await contentOf(path)]));
    return [name, fingerprint(bytes).sha256];
  });
  return new Map(await Promise.all(prints));
}

/** Whether there is a model with all the files that its card vouches for. */
async function isModel(folder: string): Promise<boolean> {
  try {
    const card = await readCard(folder);
    await readModelFiles(folder, card, Object.keys(card.files));
    return true;
  } catch {
    return false;
  }
}
