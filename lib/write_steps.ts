import { join } from "@std/path";
import { UserError } from "./base/errors.ts";
import { replaceFile } from "./base/replace.ts";
import { whyUnwritten } from "./base/require_place.ts";
import { encodePng } from "./image/encode_png.ts";
import { type ReadingStep, stepNames } from "./reading_step.ts";

/** What {@linkcode writeSteps} calls its files. */
const OURS = new RegExp(`^\\d+-(${stepNames.join("|")})\\.png$`);

/**
 * Writes what each step saw into a folder: `1-grey.png`, `2-ink.png` and so on, pixel for pixel.
 *
 * The folder is made where it is missing and there are steps. Pictures of an earlier reading are replaced or go; all
 * other files stay. Each picture is written beside its place and renamed.
 *
 * @throws {UserError} when the folder cannot be written to.
 */
export async function writeSteps(folder: string, steps: readonly ReadingStep[]): Promise<void> {
  try {
    if (steps.length > 0) await Deno.mkdir(folder, { recursive: true });
    const names = steps.map(({ name }, i) => `${i + 1}-${name}.png`);
    for (const [i, { image }] of steps.entries()) {
      await replaceFile(join(folder, names[i]), await encodePng(image));
    }
    for await (const { name, isFile } of Deno.readDir(folder)) {
      // More digits were seen the last time: their pictures would pass for this reading's.
      if (isFile && OURS.test(name) && !names.includes(name)) await Deno.remove(join(folder, name));
    }
  } catch (error) {
    if (steps.length === 0 && error instanceof Deno.errors.NotFound) return;
    throw new UserError(`cannot write into ${folder}: it ${whyUnwritten(error)}`, { cause: error });
  }
}
