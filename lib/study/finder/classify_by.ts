import type { Engine } from "../../engine/engine.ts";
import type { ReadRowsOptions } from "../../read_rows.ts";

/** An engine as `readRows` asks it: pictures in, the probabilities of every class out. */
export function classifyBy(
  { predict }: Pick<Engine, "predict">,
  classes: readonly string[],
): ReadRowsOptions["classify"] {
  return async (images) => {
    const pixels = Float32Array.from(images.flatMap(({ data }) => [...data]));
    const probabilities = await predict(pixels, images.length);
    const { length } = classes;
    return images.map((_, i) => probabilities.subarray(i * length, (i + 1) * length));
  };
}
