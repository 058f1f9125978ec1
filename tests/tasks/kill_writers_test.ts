/** Tasks that are killed while they write; `deno task bench-server` kills them a hundred times. */
import assert from "node:assert/strict";
import { killWriter } from "../../bench/server/kill_writers.ts";

for (const [name, kills] of [["data", 6], ["export", 6], ["train", 2]] as const) {
  Deno.test(`${name} leaves nothing half-written where it is killed`, async () => {
    const found = await killWriter(name, kills);
    assert.deepEqual(found.broken, []);
    assert.equal(found.whole + found.nothing, kills);
    assert.ok(found.writing > 0, "it was never killed after it had begun to write");
  });
}
