import { ImageError } from "./base/errors.ts";
import type { ReadOptions } from "./read_picture.ts";
import type { Reading } from "./reading.ts";
import type { Recognizer } from "./recognizer.ts";

/** What a file reads as, or why it cannot be read. */
export type FileReading = Reading | { readonly error: string };

/** Reads a file; one that is missing, a folder, or no picture, is an answer too: of many files the others count. */
export async function readFile(
  file: string,
  recognizer: Pick<Recognizer, "read">,
  options?: ReadOptions,
): Promise<FileReading> {
  try {
    return await recognizer.read(await Deno.readFile(file), options);
  } catch (error) {
    if (error instanceof ImageError) return { error: error.message };
    const { NotFound, NotADirectory, IsADirectory, PermissionDenied } = Deno.errors;
    // Below a file there is none either.
    if (error instanceof NotFound || error instanceof NotADirectory) {
      return { error: "no such file" };
    }
    if (error instanceof IsADirectory) return { error: "it is a folder" };
    if (error instanceof PermissionDenied) return { error: "it may not be read" };
    throw error;
  }
}
