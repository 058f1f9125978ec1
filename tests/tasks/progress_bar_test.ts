/** What a progress bar says of the time that is left. */
import assert from "node:assert/strict";
import { barLine } from "../../tasks/progress_bar.ts";
import { runDeno } from "../run_deno.ts";

Deno.test("a bar foretells nothing by its first steps, and the time left by later ones", async () => {
  const module = new URL("../../tasks/progress_bar.ts", import.meta.url);
  const code = `import { progressBar } from "${module}";
    progressBar("early").onProgress(1, 1000);
    progressBar("late").onProgress(500, 1000);
    progressBar("over").onProgress(1000, 1000);`;
  const [early, late, over] = (await runDeno("eval", code)).err.split("\n");
  assert.match(early, /^early {2}0% {2}--:-- left/);
  assert.match(late, /^late {1}50% {2}00:00 left/);
  assert.match(over, /^over100% {2}00:00 /);
});

Deno.test("a bar and what it says fit in one line of any terminal", () => {
  const text = " 50%  00:12 left  3 failures";
  const line = (columns: number) => barLine({ title: "reading", share: 0.5, text, columns });
  assert.equal(line(80), `reading ${"█".repeat(12)}${"░".repeat(12)}${text}`);
  assert.equal(line(40), `reading ██░${text}`);
  assert.equal(line(20), "reading  50%  00:12");
});
