/** Writes the networks as another server takes them. */
import { writeTritonRepository } from "../lib/model/triton/write_triton_repository.ts";
import { FlagError, readFlags } from "./flags.ts";
import { runTask } from "./run_task.ts";

await runTask(async (args) => {
  const { triton, model, backend } = readFlags(args, {
    task: "export",
    about: "Writes the digit net and the finder as a model repository for NVIDIA Triton.",
    flags: {
      triton: { type: "string", help: "the folder to write or to replace" },
      model: { type: "string", default: "models/digits", help: "model folder" },
      backend: {
        type: "string",
        choices: ["python", "onnxruntime"],
        default: "python",
        help: "what runs the models there: a model.py over onnxruntime, or Triton's own for ONNX",
      },
    },
  });
  if (!triton) throw new FlagError("export needs --triton FOLDER (see deno task export --help)");
  await writeTritonRepository(triton, {
    model,
    finder: "models/finder",
    backend: backend as "python" | "onnxruntime",
  });
  console.log(`${triton} holds digits and finder; tritonserver --model-repository=${triton}`);
});
