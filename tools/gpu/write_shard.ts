import { Buffer } from "node:buffer";
import { replaceFile } from "../../lib/base/replace.ts";

/** Writes parts end to end into one file, which is read only once it is whole. */
export async function writeShard(path: string, parts: readonly Uint8Array[]): Promise<void> {
  await replaceFile(path, Buffer.concat(parts));
}
