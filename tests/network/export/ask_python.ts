import { fromFileUrl, join } from "@std/path";
import { runCommand } from "../../../tools/run_command.ts";

/** A folder that holds `model.onnx` and `saved_model/`, and pictures for it. */
export interface Question {
  readonly folder: string;
  readonly images: Float32Array;
  /** Batch, height, width and channels. */
  readonly dims: readonly number[];
}

/**
 * What Python's TensorFlow makes of SavedModels, after its onnx package has checked the ONNX models: the
 * numbers of each output by its name, for each question.
 */
export async function askPython(
  python: string,
  questions: readonly Question[],
): Promise<Record<string, Float32Array>[]> {
  for (const { folder, images, dims } of questions) {
    await Deno.writeFile(join(folder, "input.f32"), new Uint8Array(images.buffer));
    await Deno.writeTextFile(join(folder, "input.json"), JSON.stringify(dims));
  }
  const script = fromFileUrl(new URL("python_predict.py", import.meta.url));
  const args = [script, ...questions.map(({ folder }) => folder)];
  await runCommand(python, { args });
  return await Promise.all(questions.map(async ({ folder }) => {
    const names: string[] = JSON.parse(await Deno.readTextFile(join(folder, "outputs.json")));
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => {
        const { buffer } = await Deno.readFile(join(folder, `${name}.f32`));
        return [name, new Float32Array(buffer)] as const;
      })),
    );
  }));
}
