/** Two real Triton nodes behind HAProxy; skipped where one of them is missing. */
import assert from "node:assert/strict";
import {
  digitsRequest,
  largeLookRequest,
  lookRequest,
} from "../../../bench/scale/cluster_requests.ts";
import { killNodes } from "../../../bench/scale/kill_nodes.ts";
import { lost } from "../../../bench/load.ts";
import { openFinder } from "../../../lib/finder/open_finder.ts";
import { openRecognizer } from "../../../lib/open_recognizer.ts";
import { findPrograms } from "../../../tools/cluster/find_programs.ts";
import { until } from "../../until.ts";
import { type Cluster, startCluster } from "../../../tools/cluster/start_cluster.ts";

const missing = await findPrograms().then(() => null, ({ message }) => message);
if (missing) console.log(`tests on Triton are skipped: ${missing}`);

const allUp = (cluster: Cluster) =>
  until(async () => await cluster.nodesUp() === cluster.nodes.length);

Deno.test({
  name:
    "two Triton nodes behind HAProxy read what this process reads, and lose nothing with a node",
  ignore: missing !== null,
  async fn(t) {
    const pids: number[] = [];
    {
      await using cluster = await startCluster({ model: "models/digits", port: 0 });
      pids.push(cluster.balancer.pid, ...cluster.nodes.map(({ running }) => running!.pid));
      const [one, many] = [await digitsRequest(1), await digitsRequest(64)];
      const [look, large] = [await lookRequest(), await largeLookRequest()];

      await t.step("each node answers both networks with the numbers of this process", async () => {
        for (const { url } of [...cluster.nodes, cluster]) {
          for (const request of [one, many, look, large]) {
            assert.equal(await request.ask(url), 200, `${request.name} at ${url}`);
          }
        }
      });

      await t.step("requests that come together are answered each with its own", async () => {
        const requests = [one, many, await digitsRequest(7), look, look];
        const statuses = await Promise.all(
          Array.from({ length: 40 }, (_, i) => requests[i % 5].ask(cluster.url)),
        );
        assert.deepEqual(new Set(statuses), new Set([200]));
      });

      await t.step("a picture is read as in this process", async () => {
        const picture = await Deno.readFile("lib/server/page/samples/number.jpg");
        const texts: string[] = [];
        for (const engine of [undefined, cluster.url, `${cluster.url}/v2/models/digits`]) {
          const recognizer = await openRecognizer({ engine });
          const { text, digits } = await recognizer.read(picture);
          texts.push(`${text} ${digits.map(({ confidence }) => confidence.toFixed(2))}`);
          await recognizer.close();
        }
        assert.equal(texts[1], texts[0]);
        assert.equal(texts[2], texts[0]);
      });

      await t.step("what the finder cannot take is refused with a reason", async () => {
        const finder = await openFinder({ engine: cluster.url });
        await assert.rejects(() => finder.run(new Float32Array(33 * 33), [1, 33, 33, 1]), {
          name: "ModelError",
          message: /finder\/infer: status 400: .*multiples of 32, got 33 x 33/s,
        });
        await finder.close();
      });

      await t.step(
        "a node that is killed under load loses no request, and comes back",
        async () => {
          await allUp(cluster);
          const before = cluster.nodes.map(({ running }) => running!.pid);
          const load = await killNodes(cluster, {
            mix: [...Array(12).fill(one), ...Array(6).fill(many), look, large],
            requests: 300,
            clients: 8,
            kills: 1,
          });
          assert.equal(lost(load), 0, JSON.stringify([...load.times].map(([status]) => status)));
          assert.ok(load.times.get(200)!.length >= 300);
          await allUp(cluster);
          const after = cluster.nodes.map(({ running }) => running!.pid);
          assert.notEqual(after[0], before[0]);
          assert.equal(after[1], before[1]);
          assert.equal(await look.ask(cluster.nodes[0].url), 200);
          pids.push(after[0]);
        },
      );
    }
    const alive = pids.filter((pid) => {
      try {
        return Deno.statSync(`/proc/${pid}`).isDirectory;
      } catch {
        return false;
      }
    });
    assert.deepEqual(alive, [], "all programs have ended");
  },
});
