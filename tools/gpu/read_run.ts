import { join } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { onError } from "../../lib/base/on_error.ts";

/** What `learner.py` wrote. */
interface Run {
  /** Its flags as Python prints them; `None` for one that was not given. */
  readonly flags: Readonly<Record<string, string>>;
  /** PyTorch's version. */
  readonly torch: string;
  readonly steps: number;
  /** How many pictures had been drawn. */
  readonly drawn: number;
  /** All weights end to end. */
  readonly weights: Float32Array;
}

/**
 * Reads what a training on a GPU wrote.
 *
 * @param name Of its files in the folder.
 * @throws {UserError} when one is missing or damaged.
 */
export async function readRun(folder: string, name: string): Promise<Run> {
  const paths = ["json", "weights"].map((kind) => join(folder, `${name}.${kind}`));
  const missing = () => {
    throw new UserError(
      `${folder} lacks ${name}.json or ${name}.weights: --run names the folder that a training wrote`,
    );
  };
  const [text, { buffer }] = await Promise.all([
    Deno.readTextFile(paths[0]),
    Deno.readFile(paths[1]),
  ]).catch(onError(Deno.errors.NotFound, missing))
    .catch(onError(Deno.errors.NotADirectory, missing));
  const run = parse(text);
  if (!run) throw damaged(paths[0], "it does not tell flags, torch, steps and drawn");
  if (buffer.byteLength % 4 > 0) throw damaged(paths[1], "it ends within a number");
  return { ...run, weights: new Float32Array(buffer) };
}

/** A run's figures; null where they are none. */
function parse(text: string): Omit<Run, "weights"> | null {
  try {
    const run = JSON.parse(text);
    const { flags, torch, steps, drawn } = run;
    const isWhole = Object(flags) === flags && typeof torch === "string" &&
      Number.isInteger(steps) && Number.isInteger(drawn);
    return isWhole ? run : null;
  } catch {
    return null;
  }
}

function damaged(path: string, reason: string): UserError {
  return new UserError(`${path} is damaged: ${reason}; copy it anew from where it was trained`);
}
