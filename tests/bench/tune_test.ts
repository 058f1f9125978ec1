import assert from "node:assert/strict";
import { runDeno } from "../run_deno.ts";

Deno.test("deno task tune says for a number in use what others would read", async () => {
  const { code, out, err } = await runDeno(
    ...["run", "-A", "bench/tune.ts", "--images", "1", "--only", "sureMiddle"],
  );
  assert.equal(code, 0, err);
  const [head, , inUse, ...others] = out.trim().split("\n");
  assert.match(head, /by it alone \| by those in use alone/);
  assert.match(inUse, /in use \|/);
  assert.equal(others.length, 2, out);
});
