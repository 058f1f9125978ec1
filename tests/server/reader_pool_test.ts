/** Readers in programs of their own: what a picture breaks is one of them. */
import assert from "node:assert/strict";
import { fromFileUrl } from "@std/path";
import { UserError } from "../../lib/base/errors.ts";
import { CallLost } from "../../lib/server/calls.ts";
import { createReaderPool, type ReaderPool } from "../../lib/server/reader_pool.ts";
import { startReader } from "../../lib/server/start_reader.ts";
import { until } from "../until.ts";
import { card } from "./serving.ts";

const program = fromFileUrl(new URL("odd_reader.ts", import.meta.url));
const wishes = { single: false, inputs: false, steps: false };

/** A pool of odd readers, for as long as `use` runs; `patience` is for what ends on a slow machine too. */
async function withPool(
  { size, patience = 30_000 }: { readonly size: number; readonly patience?: number },
  use: (pool: ReaderPool, troubles: string[], settings: { word: string }) => Promise<void>,
): Promise<void> {
  const troubles: string[] = [];
  const settings = { word: "" };
  const pool = await createReaderPool({
    start: () => startReader(["run", "--allow-read", program, settings.word]),
    size,
    patience,
    onTrouble: (message) => troubles.push(message),
  });
  try {
    await use(pool, troubles, settings);
  } finally {
    await pool.close();
  }
}

/** The process that read a picture. */
async function read(pool: ReaderPool, text: string): Promise<number> {
  const { json } = await pool.read(new TextEncoder().encode(text), wishes);
  return JSON.parse(new TextDecoder().decode(json)).pid;
}

/** Resolves when those that ended have successors. */
async function waitForTwo(pool: ReaderPool): Promise<void> {
  const pids = new Set<number>();
  while (pids.size < 2) {
    for (const pid of await Promise.all([read(pool, "wait"), read(pool, "wait")])) pids.add(pid);
  }
}

Deno.test("a picture over which its reader hangs is refused, and nothing else", async () => {
  await withPool({ size: 2, patience: 2_000 }, async (pool, troubles) => {
    const hanging = read(pool, "hang");
    const first = Promise.race([hanging.catch(() => null), read(pool, "a")]);
    assert.equal(typeof await first, "number", "the other answers meanwhile");
    await assert.rejects(hanging, { status: 503, code: "too-slow" });
    await waitForTwo(pool);
    assert.deepEqual(troubles, ["a reader ended by SIGKILL; another is started"]);
  });
});

Deno.test("a picture over which its reader crashes or eats memory is refused, and nothing else", async () => {
  await withPool({ size: 2 }, async (pool, troubles) => {
    await assert.rejects(read(pool, "crash"), { status: 422, code: "unreadable" });
    await assert.rejects(read(pool, "eat"), { status: 422, code: "unreadable" });
    await waitForTwo(pool);
    const ended = "a reader ended with status 1; another is started";
    assert.deepEqual(troubles, [ended, ended]);
  });
});

Deno.test("numbers over which a reader ends can be sent again: they are no picture that is refused", async () => {
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const call = (name: string) => {
    if (name === "card") return Promise.resolve({ head: { card }, bytes: new Uint8Array() });
    return Promise.reject(new CallLost("it has ended"));
  };
  const start = () => ({ ended, kill: () => resolve("by SIGKILL"), call });
  const pool = await createReaderPool({ start, size: 1 });
  const asked = pool.predict(new Float32Array(784), 1);
  await assert.rejects(asked, { status: 503, headers: { "retry-after": "1" } });
  await pool.close();
});

Deno.test("a reader that says what is no message is ended, and another takes its place", async () => {
  await withPool({ size: 1 }, async (pool, troubles) => {
    await assert.rejects(read(pool, "babble"), { status: 422, code: "unreadable" });
    assert.equal(typeof await read(pool, "a"), "number");
    assert.deepEqual(troubles, ["a reader ended by SIGKILL; another is started"]);
  });
});

Deno.test("what a reader throws arrives as it was, a defect without a place to hide", async () => {
  await withPool({ size: 1 }, async (pool) => {
    await assert.rejects(read(pool, "refuse"), {
      name: "Refusal",
      status: 418,
      code: "teapot",
      message: "no",
      headers: { "x-y": "z" },
    });
    await assert.rejects(read(pool, "fail"), { name: "Error", message: /a defect/ });
    assert.deepEqual(await pool.predict(new Float32Array([1, 2.5]), 2), new Float32Array([2, 3.5]));
    assert.deepEqual(await pool.card(), card);
    assert.deepEqual(await pool.models(), Uint8Array.of(1, 2));
  });
});

Deno.test("a reload answers everybody, and stays with the old where the new cannot start", async () => {
  await withPool({ size: 1 }, async (pool, troubles, settings) => {
    const old = await read(pool, "a");
    settings.word = "bad";
    await assert.rejects(pool.reload());
    assert.equal(await read(pool, "a"), old);
    settings.word = "";
    const asked = read(pool, "wait");
    await pool.reload();
    assert.equal(await asked, old);
    assert.notEqual(await read(pool, "a"), old);
    assert.deepEqual(troubles, []);
  });
});

Deno.test("readers of a reload that ends after the pool was closed are ended too", async () => {
  const kills: string[] = [];
  const card = Promise.withResolvers<void>();
  const start = () => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const name = `reader ${started++}`;
    const kill = () => {
      kills.push(name);
      resolve("by SIGKILL");
    };
    const call = async () => {
      if (name === "reader 1") await card.promise;
      return { head: { card: {} }, bytes: new Uint8Array() };
    };
    return { ended, kill, call };
  };
  let started = 0;
  const pool = await createReaderPool({ start, size: 1 });
  const reloaded = pool.reload();
  await pool.close();
  card.resolve();
  await reloaded;
  assert.deepEqual(kills, ["reader 0", "reader 1"]);
});

Deno.test("why a reader cannot be started again is said, and it is tried until one starts", async () => {
  const ends: PromiseWithResolvers<string>[] = [];
  const start = () => {
    const { promise: ended, resolve } = ends[ends.length] = Promise.withResolvers<string>();
    const isBad = ends.length === 2 || ends.length === 3;
    const call = () =>
      isBad
        ? Promise.reject(new UserError("card.json is damaged"))
        : Promise.resolve({ head: { card }, bytes: new Uint8Array() });
    return { ended, kill: () => resolve("by SIGKILL"), call };
  };
  const troubles: string[] = [];
  const pool = await createReaderPool({ start, size: 1, onTrouble: (text) => troubles.push(text) });
  ends[0].resolve("by SIGSEGV");
  await new Promise((resume) => setTimeout(resume, 10));
  assert.deepEqual(await pool.models(), new Uint8Array());
  await pool.close();
  const again = "a reader cannot be started, which is tried again in";
  assert.deepEqual(troubles, [
    "a reader ended by SIGSEGV; another is started",
    `${again} 0.2 s: card.json is damaged`,
    `${again} 0.4 s: card.json is damaged`,
  ]);
});

Deno.test("a program that cannot even be spawned is tried again, and ends nothing", async () => {
  const ends: PromiseWithResolvers<string>[] = [];
  let isFull = false;
  const kills: number[] = [];
  const start = () => {
    if (isFull && ends.length % 2 === 1) throw new Error("too many open files");
    const number = ends.length;
    const { promise: ended, resolve } = ends[number] = Promise.withResolvers<string>();
    const call = () => Promise.resolve({ head: { card }, bytes: new Uint8Array() });
    const kill = () => {
      kills.push(number);
      resolve("by SIGKILL");
    };
    return { ended, kill, call };
  };
  const troubles: string[] = [];
  const pool = await createReaderPool({ start, size: 1, onTrouble: (text) => troubles.push(text) });
  isFull = true;
  ends[0].resolve("by SIGSEGV");
  await until(() => troubles.length >= 2);
  assert.match(troubles[1], /cannot be started, .*: too many open files/);
  isFull = false;
  assert.deepEqual(await pool.models(), new Uint8Array());
  await pool.close();

  // One of two cannot be spawned: the other does not stay behind.
  ends.length = kills.length = 0;
  isFull = true;
  await assert.rejects(createReaderPool({ start, size: 2 }), { message: "too many open files" });
  assert.deepEqual(kills, [0]);
});

Deno.test("of two reloads the one that was asked for last takes over last", async () => {
  const first = Promise.withResolvers<void>();
  let started = 0;
  const start = () => {
    const number = started++;
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const call = async () => {
      if (number === 1) await first.promise;
      return { head: { card }, bytes: Uint8Array.of(number) };
    };
    return { ended, kill: () => resolve("by SIGKILL"), call };
  };
  const pool = await createReaderPool({ start, size: 1 });
  const reloads = [pool.reload(), pool.reload()];
  await new Promise((resume) => setTimeout(resume, 10));
  first.resolve();
  await Promise.all(reloads);
  assert.deepEqual(await pool.models(), Uint8Array.of(2));
  await pool.close();
});

Deno.test("where the model was replaced, one reader that ends brings all to the new one", async () => {
  const ends: PromiseWithResolvers<string>[] = [];
  const start = () => {
    const number = ends.length;
    const { promise: ended, resolve } = ends[number] = Promise.withResolvers<string>();
    const its = number < 2 ? card : { ...card, threshold: 0.75 };
    const call = () =>
      Promise.resolve({ head: { card: its }, bytes: Uint8Array.of(number < 2 ? 1 : 2) });
    return { ended, kill: () => resolve("by SIGKILL"), call };
  };
  const pool = await createReaderPool({ start, size: 2 });
  assert.deepEqual(await pool.models(), Uint8Array.of(1));
  ends[0].resolve("by SIGSEGV");
  await until(async () => (await pool.card()).threshold === 0.75);
  for (let i = 0; i < 4; i++) assert.deepEqual(await pool.models(), Uint8Array.of(2));
  await pool.close();
});

Deno.test("a pool whose readers cannot start says so", async () => {
  const start = () => startReader(["run", "--allow-read", program, "bad"]);
  await assert.rejects(createReaderPool({ start, size: 2 }), { name: "CallLost" });
});
