/** `deno task architecture`: draws the rooms of this repository and what they import. */
import { replaceFile } from "../lib/base/replace.ts";
import { readArrows } from "../tools/architecture/arrows.ts";
import { drawRooms } from "../tools/architecture/draw_rooms.ts";
import { runTask } from "./run_task.ts";

const FILE = "docs/architecture.svg";

await runTask({
  task: "architecture",
  about: `Draws the rooms of this repository, and which imports from which: ${FILE}.`,
  flags: {},
}, async () => {
  await replaceFile(FILE, drawRooms((await readArrows()).arrows));
  console.log(`${FILE} is drawn`);
});
