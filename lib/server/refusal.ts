import { ImageError, type ImageErrorCode, UserError } from "../base/errors.ts";

/** A request that is not served: HTTP's status, a word for programs, a sentence for people. */
export class Refusal extends UserError {
  override name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Headers of the answer, such as `retry-after` in seconds. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Headers of a refusal that may be no more in a second. */
export const RETRY = { "retry-after": "1" };

/** The refusal of an answer that takes more than so many milliseconds. */
export function tooSlow(limit: number): Refusal {
  const within = `no answer within ${limit / 1000} s`;
  const message = `${within}: the picture was given up on; make it smaller`;
  return new Refusal(503, "too-slow", message, RETRY);
}

/** The refusal for a client that has gone: only the log hears it. */
export function gone(): Refusal {
  return new Refusal(499, "gone", "the client has gone");
}

/** HTTP's status for each reason why a picture could not be read. */
const STATUS: Readonly<Record<ImageErrorCode, number>> = {
  "not-an-image": 415,
  "unsupported": 415,
  "too-large": 413,
  "damaged": 400,
  "no-ink": 422,
};

/** The refusal that an error stands for; null for a defect, of which callers hear nothing. */
export function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof ImageError) {
    return new Refusal(STATUS[error.code], error.code, error.message);
  }
  return null;
}
