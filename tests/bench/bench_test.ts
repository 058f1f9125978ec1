import assert from "node:assert/strict";
import { runDeno } from "../run_deno.ts";

Deno.test("deno task bench names its parts when asked for another", async () => {
  const { code, err } = await runDeno("run", "-A", "bench/bench.ts", "speed");
  assert.equal(code, 2);
  assert.match(
    err,
    /bench has the parts train, reach, answer, photo, files, hog, serve, fresh, growth; got "speed"/,
  );
});
