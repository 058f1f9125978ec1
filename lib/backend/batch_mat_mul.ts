import * as tf from "@tensorflow/tfjs";
import { replaceKernel } from "./wasm_kernel.ts";

/**
 * Makes products of two matrices fast on wasm where training asks for them: a step of the report CNN takes
 * half the time.
 *
 * The backend has a fast product for matrices as they are and a plain loop for transposed ones, which every
 * gradient of a dense layer needs; transposing them first is far quicker. And its fast product repacks the
 * right-hand matrix whenever that has changed, as weights do at every step; so the smaller one is put
 * there, by (A B)ᵀ = Bᵀ Aᵀ.
 */
export function registerBatchMatMul(): void {
  replaceKernel<"a" | "b", Record<"transposeA" | "transposeB", boolean>>(
    tf.BatchMatMul,
    ({ inputs: { a, b }, attributes: { transposeA, transposeB }, run, original }) => {
      if (a.shape.length !== 2 || b.shape.length !== 2) return original();
      const turn = (x: tf.TensorInfo) => run(tf.Transpose, { x }, { perm: [1, 0] });
      const multiply = (a: tf.TensorInfo, b: tf.TensorInfo) =>
        original({ a, b }, { transposeA: false, transposeB: false });
      const rows = a.shape[transposeA ? 1 : 0];
      const columns = b.shape[transposeB ? 0 : 1];
      return rows < columns
        ? turn(multiply(transposeB ? b : turn(b), transposeA ? a : turn(a)))
        : multiply(transposeA ? turn(a) : a, transposeB ? turn(b) : b);
    },
  );
}
