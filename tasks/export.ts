/** Writes the networks as another server takes them. */
import { writeTritonRepository } from "../lib/model/triton/write_triton_repository.ts";
import { FlagError, MODEL_FLAG } from "./flags.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "export",
  about: "Writes the digit net and the finder as a model repository for NVIDIA Triton.",
  flags: {
    triton: { type: "path", help: "the folder to write or to replace" },
    model: MODEL_FLAG,
    backend: {
      type: "string",
      choices: ["python", "onnxruntime"],
      default: "python",
      help: "what runs the models there: a model.py over onnxruntime, or Triton's own for ONNX",
    },
  },
}, async ({ triton, model, backend }) => {
  if (!triton) throw new FlagError("export needs --triton FOLDER (see deno task export --help)");
  await writeTritonRepository(triton, { model, finder: "models/finder", backend });
  console.log(`${triton} holds digits and finder; tritonserver --model-repository=${triton}`);
});
