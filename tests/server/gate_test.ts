/** Turns, and who is sent away. */
import assert from "node:assert/strict";
import { createGate } from "../../lib/server/gate.ts";
import { Refusal } from "../../lib/server/refusal.ts";

const limits = { running: 1, waiting: 4, wait: 1_000, answer: 1_000 };

/** Work that goes on until it is let go, and keeps the order in which it began. */
function createWork() {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  return {
    began,
    work: (name: string) => () => {
      began.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    },
    /** Ends what began first and has not ended. */
    async end() {
      ends.shift()!();
      await new Promise((resume) => setTimeout(resume));
    },
  };
}

const refused = (status: number) => (error: unknown) =>
  error instanceof Refusal && error.status === status;

Deno.test("clients take turns, whoever came first with many", async () => {
  const gate = createGate(limits);
  const { began, work, end } = createWork();
  const questions = [["a", "a1"], ["a", "a2"], ["a", "a3"], ["b", "b1"], ["c", "c1"]];
  const answers = questions.map(([client, name]) => gate.run(client, work(name)));
  assert.deepEqual([gate.running, gate.waiting], [1, 4]);
  for (let i = 0; i < 5; i++) await end();
  assert.deepEqual(began, ["a1", "a2", "b1", "c1", "a3"]);
  assert.deepEqual(await Promise.all(answers), questions.map(([, name]) => name));
  assert.deepEqual([gate.running, gate.waiting], [0, 0]);
});

Deno.test("where no more may wait the next is sent away at once, or the greediest loses its newest", async () => {
  const gate = createGate(limits);
  const { began, work, end } = createWork();
  const greedy = [1, 2, 3, 4, 5].map((i) => gate.run("greedy", work(`g${i}`)));
  assert.throws(() => gate.check("greedy"), refused(503));
  gate.check("modest");
  // At once: nothing that runs or waits has ended.
  await assert.rejects(gate.run("greedy", work("g6")), refused(503));
  const fair = [gate.run("modest", work("m1")), gate.run("other", work("o1"))];
  await assert.rejects(greedy[4], refused(429));
  await assert.rejects(greedy[3], refused(429));
  // Two of the greedy wait now and one of each other: nobody has more than its share.
  await assert.rejects(gate.run("modest", work("m2")), refused(503));
  for (let i = 0; i < 5; i++) await end();
  assert.deepEqual(began, ["g1", "g2", "m1", "o1", "g3"]);
  await Promise.all([...greedy.slice(0, 3), ...fair]);
});

Deno.test("whoever waits too long, or has gone, takes no turn", async () => {
  const gate = createGate({ ...limits, wait: 30 });
  const { began, work, end } = createWork();
  const first = gate.run("a", work("a1"));
  await assert.rejects(gate.run("b", work("b1")), refused(503));
  const leaving = new AbortController();
  const gone = gate.run("c", work("c1"), leaving.signal);
  leaving.abort();
  await assert.rejects(gone, refused(499));
  await assert.rejects(gate.run("c", work("c2"), leaving.signal), refused(499));
  await end();
  await first;
  assert.deepEqual(began, ["a1"]);
  assert.deepEqual([gate.running, gate.waiting], [0, 0]);
});

Deno.test("an answer that takes too long is given up on, and keeps its place until it ends", async () => {
  const gate = createGate({ ...limits, answer: 30 });
  const { began, work, end } = createWork();
  await assert.rejects(gate.run("a", work("a1")), refused(503));
  const second = gate.run("b", work("b1"));
  assert.deepEqual([gate.running, gate.waiting], [1, 1]);
  await end();
  assert.deepEqual(began, ["a1", "b1"]);
  await end();
  assert.equal(await second, "b1");
});

Deno.test("work that fails gives its place to the next", async () => {
  const gate = createGate(limits);
  await assert.rejects(gate.run("a", () => Promise.reject(new Error("no"))), /no/);
  assert.equal(await gate.run("a", () => Promise.resolve(1)), 1);
  assert.equal(gate.running, 0);
});
