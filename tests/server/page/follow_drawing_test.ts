import assert from "node:assert/strict";
import { followDrawing } from "../../../lib/server/page/follow_drawing.js";

/** A follower whose readings end when they are told to. */
function following() {
  const asked: { drawing: string; answer: PromiseWithResolvers<string> }[] = [];
  const answers: string[] = [];
  const follower = followDrawing({
    read(drawing: string) {
      const answer = Promise.withResolvers<string>();
      asked.push({ drawing, answer });
      return answer.promise;
    },
    onAnswer: (drawing: string, answer: string) => void answers.push(`${drawing}: ${answer}`),
  });
  /** Ends the newest reading, and lets what follows happen. */
  const end = async (how: "resolve" | "reject", value: string) => {
    asked.at(-1)!.answer[how](value);
    await new Promise((resume) => setTimeout(resume));
  };
  return { ...follower, asked, answers, end };
}

Deno.test("one drawing is read at a time, and of those that came meanwhile the newest", async () => {
  const { follow, asked, answers, end } = following();
  for (const drawing of ["a", "b", "c"]) follow(drawing);
  assert.deepEqual(asked.map(({ drawing }) => drawing), ["a"]);
  await end("resolve", "1");
  assert.deepEqual(asked.map(({ drawing }) => drawing), ["a", "c"]);
  await end("resolve", "2");
  assert.deepEqual(answers, ["a: 1", "c: 2"]);
  follow("d");
  await end("resolve", "3");
  assert.deepEqual(answers, ["a: 1", "c: 2", "d: 3"]);
});

Deno.test("a drawing that cannot be read yet is passed over", async () => {
  const { follow, answers, end } = following();
  follow("a");
  follow("b");
  await end("reject", "no ink");
  await end("resolve", "1");
  assert.deepEqual(answers, ["b: 1"]);
});

Deno.test("the next drawing is asked for before the last answer is shown", async () => {
  const order: string[] = [];
  const first = Promise.withResolvers<string>();
  const { follow } = followDrawing({
    read(drawing: string) {
      order.push(`read ${drawing}`);
      return drawing === "a" ? first.promise : Promise.reject(new Error("no ink"));
    },
    onAnswer: (drawing: string) => void order.push(`show ${drawing}`),
  });
  follow("a");
  follow("b");
  first.resolve("1");
  await new Promise((resume) => setTimeout(resume));
  assert.deepEqual(order, ["read a", "read b", "show a"]);
});

Deno.test("nothing is told of a drawing that is over", async () => {
  const { follow, stop, asked, answers, end } = following();
  follow("a");
  follow("b");
  stop();
  await end("resolve", "1");
  assert.deepEqual(asked.length, 1);
  follow("c");
  await end("resolve", "2");
  assert.deepEqual(answers, ["c: 2"]);
});

Deno.test("where two are read at once, an older answer that comes late is not told of", async () => {
  const asked: PromiseWithResolvers<string>[] = [];
  const told: string[] = [];
  const { follow } = followDrawing({
    read: () => asked[asked.push(Promise.withResolvers<string>()) - 1].promise,
    atOnce: () => 2,
    onAnswer: (drawing: string) => void told.push(drawing),
  });
  const end = async (reading: number) => {
    asked[reading].resolve("1");
    await new Promise((resume) => setTimeout(resume));
  };
  for (const drawing of ["a", "b", "c", "d"]) follow(drawing);
  assert.equal(asked.length, 2);
  await end(1);
  assert.equal(asked.length, 3, "the newest drawing is next");
  await end(0);
  await end(2);
  assert.deepEqual(told, ["b", "d"]);
});
