/** Reads damaged files: each must give a reading or a named error, soon. */
import type { Progress } from "../../lib/base/progress.ts";
import { createRandom } from "../../lib/base/random.ts";
import { sendSignal } from "../../lib/base/send_signal.ts";
import { linesOf } from "../lines_of.ts";
import { mutate } from "./mutate.ts";
import { soundFiles } from "./sound_files.ts";

/** What became of one file: refused with a named error is as good as read. */
export type Outcome =
  | { readonly kind: "reading" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "failure"; readonly reason: string };

/** What {@linkcode fuzz} takes. */
interface FuzzOptions {
  /** How many damaged files are read. */
  readonly mutations: number;
  /** The same seed damages the files alike. */
  readonly seed: number;
  /** The model folder. */
  readonly model: string;
  /** Longest time for one file, in milliseconds; 2000 when left out. */
  readonly limit?: number;
  /** The program that reads; see `reader.ts`, which it is when left out. */
  readonly reader?: URL;
  readonly onProgress?: Progress;
}

/**
 * Damages small files of every format in turn and has each read by a program of its own.
 *
 * @returns How many were read, and how many refused, by the error's code; the files that were neither, each with the
 * number of its mutation, from 0; and the longest that one file took, in milliseconds.
 */
export async function fuzz(options: FuzzOptions) {
  const { mutations, seed, onProgress } = options;
  const formats = Object.entries(await soundFiles());
  const refused: Record<string, number> = {};
  const failures: { mutation: number; format: string; bytes: Uint8Array; reason: string }[] = [];
  let readings = 0;
  let slowest = 0;
  let reader: Awaited<ReturnType<typeof startReader>> | null = null;
  try {
    for (let mutation = 0; mutation < mutations; mutation++) {
      const [format, sound] = formats[mutation % formats.length];
      // Each has numbers of its own, so that one can be made again without those before it.
      const bytes = mutate(sound, createRandom(seed).fork(`mutation ${mutation}`));
      reader ??= await startReader(options);
      const started = performance.now();
      const outcome = await reader.read(bytes);
      slowest = Math.max(slowest, performance.now() - started);
      if (outcome.kind === "reading") readings++;
      else if (outcome.kind === "refused") refused[outcome.code] = (refused[outcome.code] ?? 0) + 1;
      else {
        failures.push({ mutation, format, bytes, reason: outcome.reason });
        await reader.stop();
        reader = null;
      }
      onProgress?.(mutation + 1, mutations, `${failures.length} failures`);
    }
  } finally {
    await reader?.stop();
  }
  return { readings, refused, failures, slowest };
}

async function startReader(
  { model, limit = 2000, reader = new URL("./reader.ts", import.meta.url) }: FuzzOptions,
) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", reader.href, model],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const input = child.stdin.getWriter();
  const lines = linesOf(child.stdout);
  /** The next line, or null once the program has ended. */
  const next = async () => {
    const { value } = await lines.next();
    return value ? JSON.parse(value) : null;
  };
  if (await next() === null) {
    throw new Error(`the reader ended at once: ${(await child.status).code}`);
  }
  return {
    async read(bytes: Uint8Array): Promise<Outcome> {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<Outcome>((resolve) => {
        const failure = { kind: "failure", reason: `no answer within ${limit} ms` } as const;
        timer = setTimeout(() => resolve(failure), limit);
      });
      const answer = async (): Promise<Outcome> => {
        // A program that is gone takes no input; that it is gone shows below.
        await input.write(new TextEncoder().encode(bytes.toBase64() + "\n")).catch(() => {});
        const outcome = await next();
        if (outcome) return outcome;
        const { code, signal } = await child.status;
        return { kind: "failure", reason: `the reader ended: ${signal ?? `status ${code}`}` };
      };
      return await Promise.race([answer(), late]).finally(() => clearTimeout(timer));
    },
    async stop() {
      sendSignal(child, "SIGKILL");
      await child.status;
      await input.abort().catch(() => {});
    },
  };
}
