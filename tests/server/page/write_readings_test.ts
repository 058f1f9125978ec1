import assert from "node:assert/strict";
import { toCsv, toLines } from "../../../lib/server/page/write_readings.js";

const answer = {
  text: "12\n3",
  digits: [{ confidence: 0.9 }, { confidence: 0.25 }, { confidence: 1 }],
};

Deno.test("toCsv quotes what needs it, and lets no spreadsheet take a name for a formula", () => {
  const csv = toCsv([
    { name: 'a "b", c.png', answer, failure: null },
    { name: "=1+1.png", answer: null, failure: "no-ink" },
  ]);
  assert.equal(
    csv,
    "file,number,confidence,error\r\n" +
      '"a ""b"", c.png","12\n3",0.2500,\r\n' +
      "'=1+1.png,,,no-ink\r\n",
  );
});

Deno.test("toLines gives a line a picture, whatever its name, and no formula", () => {
  const lines = toLines([
    { name: "a.png", answer, failure: null },
    { name: "=1\t\n+1.png", answer: null, failure: "no-ink" },
  ]);
  assert.equal(lines, "a.png\t12 3\n'=1  +1.png\t\n");
});
