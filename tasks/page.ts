/** `deno task page`: makes the page's files that are not written by hand; `--help` says how. */
import { fromFileUrl } from "@std/path";
import { replaceFile } from "../lib/base/replace.ts";
import { loadMnist } from "../lib/dataset/mnist.ts";
import { makePageFiles } from "../lib/server/make_page_files.ts";
import { runTask } from "./run_task.ts";

await runTask({
  task: "page",
  about: "Makes the page's files that come from a package or are drawn: lib/server/page.",
  flags: {},
}, async () => {
  for (const [name, bytes] of Object.entries(await makePageFiles(await loadMnist("test")))) {
    await replaceFile(fromFileUrl(new URL(`../lib/server/page/${name}`, import.meta.url)), bytes);
    console.log(`lib/server/page/${name}: ${bytes.length} bytes`);
  }
});
