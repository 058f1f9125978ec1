import type { Progress } from "../../lib/base/progress.ts";

/** One way to come by native TensorFlow. */
export interface Route {
  /** What it is, in two or three words, for progress and for messages. */
  readonly name: string;
  /**
   * Fills `stage`, an empty folder, with `lib/` and `deps/`.
   *
   * @throws {UserError} where this way is closed, saying why.
   */
  run(stage: string, onProgress: Progress): Promise<void>;
}
