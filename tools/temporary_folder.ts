import { rm } from "node:fs/promises";

/** A folder for as long as it is used: disposing of it removes it, with all that is in it. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes an empty folder. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await Deno.makeTempDir({ prefix: "digits-" });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
