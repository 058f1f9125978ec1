import assert from "node:assert/strict";
import { CircuitOpen, createCircuit } from "../../lib/engine/circuit.ts";

/** A circuit of two failures and a pause of 100, on a clock that the test sets. */
function clocked() {
  const clock = { now: 0 };
  const circuit = createCircuit<boolean>({
    isFailure: (ok) => !ok,
    failures: 2,
    pause: 100,
    now: () => clock.now,
  });
  const run = (ok: boolean) => circuit(() => Promise.resolve(ok));
  return { clock, circuit, run };
}

const isOpenFor = (milliseconds: number) => (error: unknown) =>
  error instanceof CircuitOpen && error.milliseconds === milliseconds;

Deno.test("a circuit opens after failures in a row, for its pause", async () => {
  const { clock, run } = clocked();
  for (const ok of [false, true, false, true, false, false]) assert.equal(await run(ok), ok);
  await assert.rejects(() => run(true), isOpenFor(100));
  clock.now = 70;
  await assert.rejects(() => run(true), isOpenFor(30));
  clock.now = 100;
  assert.equal(await run(true), true);
  assert.equal(await run(false), false);
  assert.equal(await run(true), true);
});

Deno.test("a circuit opens anew when the call after its pause fails", async () => {
  const { clock, run } = clocked();
  for (let i = 0; i < 2; i++) await run(false);
  clock.now = 150;
  assert.equal(await run(false), false);
  await assert.rejects(() => run(true), isOpenFor(100));
});

Deno.test("a circuit lets one call through at a time after its pause", async () => {
  const { clock, circuit, run } = clocked();
  for (let i = 0; i < 2; i++) await run(false);
  clock.now = 100;
  const trial = Promise.withResolvers<boolean>();
  const trying = circuit(() => trial.promise);
  await assert.rejects(() => run(true), isOpenFor(0));
  trial.resolve(true);
  assert.equal(await trying, true);
  assert.equal(await run(true), true);
});

Deno.test("a call that throws after the pause does not keep the circuit from trying again", async () => {
  const { clock, circuit, run } = clocked();
  for (let i = 0; i < 2; i++) await run(false);
  clock.now = 100;
  await assert.rejects(() => circuit(() => Promise.reject(new Error("defect"))), /defect/);
  assert.equal(await run(true), true);
});
