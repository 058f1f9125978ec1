import { ImageError } from "./base/errors.ts";
import { noSuchFile } from "./base/no_such_file.ts";
import { requireBytes } from "./image/decode.ts";
import type { ReadOptions } from "./read_picture.ts";
import type { Reading } from "./reading.ts";
import type { Recognizer } from "./recognizer.ts";

/** What a file reads as, or why it cannot be read. */
export type FileReading = Reading | { readonly error: string };

/**
 * Reads a file, or its bytes; one that is missing, or no picture, is an answer too: of many files the others count.
 */
export async function readFile(
  file: string | Uint8Array,
  recognizer: Pick<Recognizer, "read">,
  options?: ReadOptions,
): Promise<FileReading> {
  try {
    const bytes = typeof file === "string" ? await bytesOf(file) : file;
    return typeof bytes === "string" ? { error: bytes } : await recognizer.read(bytes, options);
  } catch (error) {
    if (error instanceof ImageError) return { error: error.message };
    throw error;
  }
}

/** The bytes of a file, or why there are none. */
async function bytesOf(file: string): Promise<Uint8Array | string> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(file);
    if (isFile) requireBytes(size);
    // A pipe or a device may never end.
    return isFile ? await Deno.readFile(file) : isDirectory ? await folderTrouble(file) : NO_FILE;
  } catch (error) {
    if (error instanceof ImageError) throw error;
    return reasonOf(error as Error, file);
  }
}

const NO_FILE = "not a file: a pipe or a device is not read";

async function folderTrouble(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(".")) return "it is a folder: name the files in it";
  }
  return "an empty folder: there is nothing to read";
}

function reasonOf(error: Error, file: string): string {
  const { FilesystemLoop, NotADirectory, NotCapable, NotFound, PermissionDenied } = Deno.errors;
  if (error instanceof NotFound || error instanceof NotADirectory) {
    return noSuchFile(file, "no such file");
  }
  if (error instanceof PermissionDenied || error instanceof NotCapable) return "it may not be read";
  if (error instanceof FilesystemLoop) return "a link that leads to itself";
  return `it cannot be read: ${error.message}`;
}
