import { replaceFile } from "../../lib/base/replace.ts";

/** Writes parts end to end into one file, which is read only once it is whole. */
export async function writeShard(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  await replaceFile(path, bytes);
}
