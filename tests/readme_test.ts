/** What README says in numbers is what cards, reports and code have. */
import assert from "node:assert/strict";
import { degradations } from "../lib/dataset/photos.ts";
import { readCard, readFinderCard } from "../lib/model/model_files.ts";

const readme = await Deno.readTextFile("README.md");
const words = readme.replace(/\s+/g, " ");

Deno.test("README counts weights and degradations as they are", async () => {
  const thousands = ({ parameters }: { parameters: number }) =>
    `${Math.round(parameters / 1000)},000 weights`;
  assert.ok(words.includes(thousands(await readFinderCard("models/finder"))));
  assert.ok(words.includes(thousands(await readCard("models/digits"))));
  assert.ok(words.includes(`${Object.keys(degradations).length} kinds of degradation`));
});

Deno.test("README's accuracies stand in the reports that it names, in one line", async () => {
  const section = readme.split("## How well it reads")[1].split("\n## ")[0];
  const rows = section.split("\n").filter((line) => /\d\.\d/.test(line));
  assert.ok(rows.length > 5, `${rows.length} rows`);
  for (const row of rows) {
    const report = row.match(/\((reports\/\w+\.md)\)/)?.[1];
    assert.ok(report, `${row} names no report`);
    const numbers = row.match(/\d+\.\d+/g)!;
    const lines = (await Deno.readTextFile(report)).split("\n");
    assert.ok(
      lines.some((line) => numbers.every((number) => line.includes(number))),
      `${report} has no line with ${numbers.join(" and ")}`,
    );
  }
});
