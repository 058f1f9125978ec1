/** An output of a network, row-major. */
export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** How a network is run in this process. */
export interface RunOptions {
  /** Threads that share a run; as many as the machine has cores when left out. */
  readonly threads?: number;
}

/** A network of one input, ready to run: in this process (`onnx_session.ts`) or on a server (`remote_session.ts`). */
export interface Session {
  /**
   * Runs pictures in one go.
   *
   * @param images As many numbers as `dims` say, row-major.
   * @param dims Batch, height, width and channels.
   * @returns Every output by its name.
   */
  run(
    images: Float32Array,
    dims: readonly [batch: number, height: number, width: number, channels: number],
  ): Promise<Record<string, Output>>;
  /** Frees what the session holds. It cannot run afterwards. */
  close(): Promise<void>;
}
