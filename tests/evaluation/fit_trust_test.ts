import assert from "node:assert/strict";
import { createRandom } from "../../lib/base/random.ts";
import { fitTrust, type Judged } from "../../lib/evaluation/fit_trust.ts";
import { confidenceOf, type Trust } from "../../lib/model/trust.ts";

/** Answers that are right as often as `trust` says. */
function answersOf(trust: Trust, count: number, seed: number): Judged[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const evidence = {
      best: random.uniform(),
      second: random.uniform(),
      digit: random.uniform(),
      sign: random.uniform(),
      misfit: random.uniform(),
      unlike: random.uniform(),
      company: random.uniform(),
      wordDigits: random.uniform(-1, 1),
      wordBest: random.uniform(),
      alone: random.integer(2),
      others: random.uniform(0, 2),
      joints: random.integer(3),
      aspect: random.uniform(0, 2),
      enlarged: random.uniform(0, 2),
    };
    return { evidence, isRight: random.chance(confidenceOf(evidence, trust)) };
  });
}

Deno.test("fitTrust() finds the weights that answers were drawn by", () => {
  const trust = {
    bias: -0.5,
    best: 1.2,
    digit: 0.6,
    sign: -0.9,
    misfit: -0.8,
    unlike: 0.4,
    company: 1.1,
    joints: -0.7,
    aspect: 0.3,
    "sign*company": 0.5,
  };
  const found = fitTrust(answersOf(trust, 40_000, 1));
  const gaps = answersOf(trust, 5_000, 5).map(({ evidence }) =>
    Math.abs(confidenceOf(evidence, found) - confidenceOf(evidence, trust))
  );
  const mean = gaps.reduce((a, b) => a + b) / gaps.length;
  assert.ok(mean < 0.015, String(mean));

  // What counts only together is found as such.
  assert.ok(Math.abs(found["sign*company"] - trust["sign*company"]) < 0.15);
});

Deno.test("fitTrust() makes confidences mean what they say", () => {
  const trust = { bias: 0.2, best: 0.7, digit: 1.1, sign: -0.3, company: 0.8 };
  const found = fitTrust(answersOf(trust, 20_000, 2));
  const fresh = answersOf(trust, 20_000, 3);
  for (const [low, high] of [[0, 0.3], [0.3, 0.7], [0.7, 1]]) {
    const confidences = fresh.map(({ evidence }) => confidenceOf(evidence, found));
    const within = fresh.filter((_, i) => confidences[i] >= low && confidences[i] < high);
    const said = confidences.filter((one) => one >= low && one < high);
    const right = within.filter(({ isRight }) => isRight).length / within.length;
    const mean = said.reduce((a, b) => a + b) / said.length;
    assert.ok(Math.abs(right - mean) < 0.02, `${right} right where ${mean} is said`);
  }
});

Deno.test("fitTrust() has a best fit where every answer is right", () => {
  const all = answersOf({ bias: 0, best: 0, digit: 0, sign: 0 }, 100, 4)
    .map((one) => ({ ...one, isRight: true }));
  const trust = fitTrust(all);
  const least = Math.min(...all.map(({ evidence }) => confidenceOf(evidence, trust)));
  assert.ok(least > 0.9 && least < 1, String(least));
});

Deno.test("fitTrust() counts answers by their weights", () => {
  const answers = answersOf({ bias: 0, best: 0.5 }, 400, 6);
  const [half, other] = [answers.slice(0, 200), answers.slice(200)];
  const weighed = fitTrust([...half.map((one) => ({ ...one, weight: 2 })), ...other]);
  const repeated = fitTrust([...half, ...half, ...other]);
  assert.deepEqual(weighed, repeated);
  assert.notDeepEqual(weighed, fitTrust(answers));
});
