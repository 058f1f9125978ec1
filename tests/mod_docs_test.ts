import assert from "node:assert/strict";

Deno.test("all that mod.ts exports is documented, with every type that it speaks of", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", "mod.ts"],
    env: { NO_COLOR: "1" },
    stdout: "null",
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
});
