/** A user test, from pictures through what the page saves to a score. */
import assert from "node:assert/strict";
import { DataError, ImageError } from "../../../lib/base/errors.ts";
import type { DetailedReading } from "../../../lib/read_picture.ts";
import { toCsv, toJson } from "../../../lib/server/page/write_readings.js";
import { parseExport } from "../../../lib/study/people/parse_export.ts";
import { parseTable } from "../../../lib/study/people/parse_table.ts";
import { readAsPage } from "../../../lib/study/people/read_as_page.ts";
import { scoreExport } from "../../../lib/study/people/score_export.ts";
import { simulatePeople } from "../../../lib/study/people/simulate_people.ts";
import { PENS } from "../../../lib/study/pens/draw_with_pen.ts";

const digit = (text: string) => ({
  digit: text,
  confidence: 0.9,
  box: { x: 0, y: 0, width: 5, height: 9 },
  probabilities: { [text]: 1 },
});
const answer = (text: string) => ({
  text,
  digits: [digit(text)],
  width: 160,
  height: 160,
});

/** What makes reading a table hard: commas, quotes, a line's end, a formula. */
const NAMES = ["plain.png", "a, b.png", 'the "7".png', "two\nlines.png", "=1+1.png", "-3.png"];

Deno.test("parseExport() reads what the page writes, as CSV and as JSON", () => {
  const entries = [
    ...NAMES.map((name, i) => ({ name, answer: answer(String(i)), failure: null })),
    { name: "blank.png", answer: null, failure: "no-ink" },
  ];
  const expected = [
    ...NAMES.map((file, i) => ({ file, read: String(i) })),
    { file: "blank.png", read: "" },
  ];
  assert.deepEqual(parseExport(toCsv(entries)), expected);
  assert.deepEqual(parseExport(toJson(entries)), expected);
});

Deno.test("parseExport() says what is wrong with other texts", () => {
  assert.throws(
    () => parseExport("name;digit\na.png;7\n"),
    (error: Error) => error instanceof DataError && /"file".*name;digit/.test(error.message),
  );
  assert.throws(() => parseExport("[{"), DataError);
  assert.throws(() => parseExport('[{"file": "a.png", "text": 7}]'), /entry 1/);
  assert.throws(() => parseExport("file,number\na.png\n"), /row 2 has 1 cells/);
});

Deno.test("parseTable() reads a table without a last line's end, and with a mark of bytes", () => {
  assert.deepEqual(parseTable("\uFEFFfile,person\n\na.png,P1", ["person"]), [{ person: "P1" }]);
});

Deno.test("parseTable() ends lines where any system ends them", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = ["file,person", "a.png,P1", "b.png,P2", ""].join(end);
    assert.deepEqual(parseTable(text, ["person"]), [{ person: "P1" }, { person: "P2" }]);
  }
});

Deno.test("scoreExport() tells right, wrong and open answers apart, and leaves nothing out", () => {
  const said = ["7", "1", "12"].map((written, i) => ({ file: `${i}.png`, person: "P1", written }));
  const read = ["7", "?", "1 3"].map((read, i) => ({ file: `${i}.png`, read }));
  assert.deepEqual(
    scoreExport(read, said).map(({ isRight, isOpen }) => [isRight, isOpen]),
    [[true, false], [false, true], [false, false]],
  );
  assert.throws(() => scoreExport(read.slice(1), said), /export has no "0.png"/);
  assert.throws(() => scoreExport(read, said.slice(1)), /nobody says .*"0.png"/);
  assert.throws(() => scoreExport([...read, read[2]], said), /"2.png" stands twice/);
});

Deno.test("simulatePeople() gives each person a hand and a pen, and every picture a name", () => {
  const options = { people: 7, times: 2, pens: PENS, seed: 1 };
  const test = simulatePeople(options);
  assert.equal(new Set(test.map(({ file }) => file)).size, 7 * 2 * 10);
  const [first] = test;
  const last = test[6 * 20];
  assert.deepEqual([first.person, last.person], ["P01", "P07"]);
  assert.equal(first.pen, last.pen, "six pens go round");
  assert.notDeepEqual(first.picture, last.picture);
  assert.notDeepEqual(first.picture, test[10].picture, "no two zeros of a person are alike");
  assert.deepEqual(simulatePeople(options)[130], test[130]);
});

Deno.test("readAsPage() keeps what was read, and why nothing was", async () => {
  const readPicture = ({ data }: { readonly data: Float32Array }) =>
    data[0] > 0
      ? Promise.resolve(
        {
          reading: { text: "7", digits: [digit("7")] },
          ...{ width: 1, height: 1 },
        } as unknown as DetailedReading,
      )
      : Promise.reject(new ImageError("no-ink", "no ink found"));
  const pictures = [1, 0].map((ink) => ({
    file: `${ink}.png`,
    picture: { width: 1, height: 1, data: Float32Array.of(ink) },
  }));
  const entries = await readAsPage({ readPicture }, pictures);
  assert.deepEqual(entries.map(({ name, answer, failure }) => [name, answer?.text, failure]), [
    ["1.png", "7", null],
    ["0.png", undefined, "no-ink"],
  ]);
  const broken = () => Promise.reject(new TypeError("a defect"));
  await assert.rejects(readAsPage({ readPicture: broken }, pictures), TypeError);
});
