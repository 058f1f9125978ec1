/** `deno task architecture`: draws the rooms of this repository and what they import. */
import { replaceFile } from "../lib/base/replace.ts";
import { readArrows } from "../tools/architecture/arrows.ts";
import { drawRooms } from "../tools/architecture/draw_rooms.ts";
import { readFlags } from "./flags.ts";
import { runTask } from "./run_task.ts";

const FILE = "docs/architecture.svg";

async function main(args: readonly string[]): Promise<void> {
  readFlags(args, {
    task: "architecture",
    about: `Draws the rooms of this repository, and which imports from which: ${FILE}.`,
    flags: {},
  });
  await replaceFile(FILE, drawRooms((await readArrows()).arrows));
  console.log(`${FILE} is drawn`);
}

if (import.meta.main) await runTask(main);
