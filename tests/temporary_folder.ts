import { temporaryFolder } from "../tools/temporary_folder.ts";

/** Runs `work` with an empty folder, which is removed afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await using folder = await temporaryFolder();
  return await work(folder.path);
}
