import type { ModelCard } from "../model/card.ts";

/** What a caller asks for beside a picture's reading, or says of the picture: see `predict_route.ts`. */
export interface Wishes {
  readonly single: boolean;
  readonly inputs: boolean;
  readonly steps: boolean;
}

/** A picture's answer as it is sent: a `Reading`, or why there is none and what was seen until then. */
export interface Answer {
  /** HTTP's status. */
  readonly status: number;
  /** Why there is no reading. */
  readonly code?: string;
  /** The JSON that is sent, in UTF-8. */
  readonly json: Uint8Array<ArrayBuffer>;
}

/** Reads pictures for the server: in this process, in another, or in a pool of them. */
export interface PictureReader {
  /**
   * Reads a picture.
   *
   * @throws {Refusal} when it cannot be tried.
   */
  read(bytes: Uint8Array, wishes: Wishes): Promise<Answer>;
  /** Class probabilities of prepared pictures, as an engine gives them. */
  predict(images: Float32Array, count: number): Promise<Float32Array>;
  /** What the model says of itself. */
  card(): Promise<ModelCard>;
  /** Model and finder as browsers take them: see `writePack`, compressed as gzip. */
  models(): Promise<Uint8Array<ArrayBuffer>>;
  /** MNIST's digits that teaching takes, as browsers take them: see `packDigits`, compressed as gzip. */
  digits(): Promise<Uint8Array<ArrayBuffer>>;
}
