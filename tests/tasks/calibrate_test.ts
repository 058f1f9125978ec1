import assert from "node:assert/strict";
import { runDeno } from "../run_deno.ts";

Deno.test("calibrate reads no picture for a model whose card may not be written", async () => {
  const { code, err } = await runDeno(
    ...["run", "--allow-read", "--allow-env", "--allow-ffi", "--allow-sys", "--allow-write"],
    ...["--deny-write=models", "tasks/calibrate.ts", "--images", "100"],
  );
  assert.equal(code, 1);
  assert.match(err, /^error: cannot write models.*card\.json: .* may not be written to; name/m);
  assert.doesNotMatch(err, /reading/);
});
