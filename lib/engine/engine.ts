/**
 * A trained model, ready to answer.
 *
 * Behind it may be onnxruntime in this process (`onnx.ts`) or a server elsewhere (`remote.ts`); the
 * recognizer cannot tell.
 */
export interface Engine {
  /**
   * Class probabilities for a batch of prepared pictures.
   *
   * @param images `count * height * width` numbers in [0, 1], NHWC with one channel; ink is 1.
   * @param count How many pictures.
   * @returns `count * classes` probabilities, row by row; each row sums to 1.
   */
  predict(images: Float32Array, count: number): Promise<Float32Array>;
  /** Frees what the engine holds. It cannot answer afterwards. */
  close(): Promise<void>;
}
