import { join } from "@std/path";
import { pictureAt } from "../lib/dataset/dataset.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { encodePng } from "../lib/image/encode_png.ts";
import { resize } from "../lib/image/resize.ts";
import { runCommand } from "../tools/run_command.ts";
import { type TemporaryFolder, temporaryFolder } from "../tools/temporary_folder.ts";
import { taskArguments } from "./task_arguments.ts";

/** A folder of pictures. */
interface PictureFiles extends TemporaryFolder {
  /** The files' bytes, in the order of their names. */
  readonly bytes: readonly Uint8Array[];
}

/** Writes the first `count` of MNIST's test digits as PNG files of 280 x 280. */
export async function writeDigits(count: number): Promise<PictureFiles> {
  const digits = await loadMnist("test");
  const bytes: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    bytes.push(await encodePng(resize(pictureAt(digits, i), 280, 280)));
  }
  return await writeFiles(bytes, "png");
}

/** Writes pictures into a folder of their own. */
export async function writeFiles(
  bytes: readonly Uint8Array[],
  ending: "png" | "jpg",
): Promise<PictureFiles> {
  const folder = await temporaryFolder();
  for (const [i, one] of bytes.entries()) {
    await Deno.writeFile(join(folder.path, `${String(i).padStart(5, "0")}.${ending}`), one);
  }
  return { ...folder, bytes };
}

/** Runs `deno task predict FOLDER --json` from its start to its end, and gives the lines that it prints. */
export async function predictFolder(folder: string): Promise<string[]> {
  const args = [...taskArguments("predict"), folder, "--json"];
  // 1 says that some of the files could not be read.
  return (await runCommand(Deno.execPath(), { args, worst: 1 })).trimEnd().split("\n");
}
