import assert from "node:assert/strict";

Deno.test("deno task bench names its parts when asked for another", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "bench/bench.ts", "speed"],
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 2);
  assert.match(
    new TextDecoder().decode(stderr),
    /bench has the parts train, reach, answer, photo, files, hog, serve, fresh, growth; got "speed"/,
  );
});
