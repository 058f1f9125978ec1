/**
 * The errors that a person can do something about.
 *
 * A task or the server prints the message of a {@linkcode UserError} alone; any other error is a
 * defect of this project and keeps its stack.
 *
 * @module
 */

/** Something outside this program is wrong: its message says what, with what, and what would work. */
export class UserError extends Error {
  /** The name of the class. */
  override name = "UserError";
}

/** Why a picture could not be read, for programs. */
export type ImageErrorCode = "not-an-image" | "unsupported" | "too-large" | "damaged" | "no-ink";

/** A picture that cannot be answered, with the reason as a word and as a sentence. */
export class ImageError extends UserError {
  /** The name of the class. */
  override name = "ImageError";

  /**
   * An error to throw.
   *
   * @param code The reason, for programs.
   * @param message The reason and what would work, for people.
   */
  constructor(readonly code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** A dataset that is missing, damaged or of another shape than was said. */
export class DataError extends UserError {
  override name = "DataError";
}

/** A model folder that is missing a file, damaged, or made by another version. */
export class ModelError extends UserError {
  /** The name of the class. */
  override name = "ModelError";
}

/** A model's server that is busy, or failed again and again, and is left alone for some seconds. */
export class ServerDown extends ModelError {
  /** The name of the class. */
  override name = "ServerDown";

  /**
   * An error to throw.
   *
   * @param message Which server it is, and what was wrong.
   * @param seconds Until it is asked again; 1 or more.
   */
  constructor(message: string, readonly seconds: number) {
    super(message);
  }
}
