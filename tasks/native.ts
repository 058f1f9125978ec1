/** `deno task native`: sets native TensorFlow up, which makes training several times faster. */
import { installNative } from "../tools/native/install_native.ts";
import { progressBar } from "./progress_bar.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "native",
  about: "Sets native TensorFlow up for training; does nothing where it is there.",
  flags: {},
}, async () => {
  const { onProgress, finish } = progressBar("native");
  const { version, route } = await installNative({ onProgress }).finally(finish);
  console.log(
    route
      ? `native TensorFlow ${version} is set up, by ${route}`
      : `native TensorFlow ${version} is there already`,
  );
});
