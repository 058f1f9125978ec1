import { join } from "@std/path";
import { requireModelPlace } from "../lib/network/model_folder.ts";

/**
 * Makes sure, before the work, that a model can be saved in a folder; of one that it will replace, it says what is known.
 *
 * @throws {UserError} when something else is there, or the place cannot be written to.
 */
export async function openModelPlace(folder: string): Promise<void> {
  if (!await requireModelPlace(folder)) return;
  const path = join(folder, "card.json");
  const [text, { mtime }] = await Promise.all([Deno.readTextFile(path), Deno.stat(path)]);
  const known = [
    ...trainingOf(text),
    ...(mtime ? [`saved ${mtime.toISOString().slice(0, 10)}`] : []),
  ];
  console.error(`the model in ${folder} will be replaced: ${known.join(", ")}`);
}

/** What a card says of its training; nothing where it is damaged, which is why it may be made anew. */
function trainingOf(card: string): string[] {
  try {
    const { network, training: { data, commit } } = JSON.parse(card);
    return [`network ${network}`, `trained on ${data}`, ...(commit ? [`commit ${commit}`] : [])];
  } catch {
    return ["its card is damaged"];
  }
}
