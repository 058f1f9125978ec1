import assert from "node:assert/strict";
import { runDeno } from "../run_deno.ts";

const cases = [
  ["draw_digits.ts"],
  ["draw_digits.ts", "out", "test", "1", "2", "3"],
  ["draw_pictures.ts", "out", "test", "1"],
  ["draw_pictures.ts", "out", "train", "one"],
  ["list_weights.ts", "models/finder"],
];
for (const [program, ...args] of cases) {
  Deno.test(`tools/gpu/${program} ${args.join(" ")} says how it is called`, async () => {
    const { code, err } = await runDeno("run", "-A", `tools/gpu/${program}`, ...args);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^error: it is called as deno run -A tools/gpu/${program} .+\n$`));
  });
}
