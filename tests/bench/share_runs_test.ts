import assert from "node:assert/strict";
import { shareRuns } from "../../bench/server/share_runs.ts";
import { openSession } from "../../lib/engine/onnx_session.ts";
import type { Session } from "../../lib/engine/session.ts";
import { FINDER_FOLDER } from "../../lib/finder/open_finder.ts";
import { createRandom } from "../../lib/base/random.ts";
import { readFinderCard } from "../../lib/model/model_files.ts";

Deno.test("shareRuns() gives each picture what a run of its own would, in a run for each size", async () => {
  const session = await openSession(FINDER_FOLDER, await readFinderCard(FINDER_FOLDER));
  const batches: number[] = [];
  const shared = shareRuns({
    ...session,
    run(images, dims) {
      batches.push(dims[0]);
      return session.run(images, dims);
    },
  });
  const random = createRandom(1);
  const asks = ([[1, 32, 64], [2, 64, 64], [1, 64, 64], [1, 32, 64]] as const).map((
    [count, height, width],
  ) => ({
    images: Float32Array.from({ length: count * height * width }, () => random.normal()),
    dims: [count, height, width, 1] as const,
  }));
  const together = await Promise.all(asks.map(({ images, dims }) => shared.run(images, dims)));
  assert.deepEqual(batches, [2, 3]);
  for (const [n, { images, dims }] of asks.entries()) {
    const alone = await session.run(images, dims);
    for (const [name, { data, dims }] of Object.entries(alone)) {
      assert.deepEqual(together[n][name].dims, [...dims]);
      assert.ok(data.every((value, i) => Math.abs(value - together[n][name].data[i]) < 1e-4));
    }
  }
  await session.close();
});

Deno.test("shareRuns() tells all that shared a run of its error", async () => {
  const failing: Session = {
    run: () => Promise.reject(new Error("no")),
    close: () => Promise.resolve(),
  };
  const { run } = shareRuns(failing);
  const asks = [1, 2].map(() => run(new Float32Array(4), [1, 2, 2, 1]));
  for (const ask of asks) await assert.rejects(ask, { message: "no" });
});
