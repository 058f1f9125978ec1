/** The notebooks' exercises: three each, and what their answers claim holds. */
import assert from "node:assert/strict";
import { toFileUrl } from "@std/path";
import { type Notebook, readNotebook, sourceOf } from "../../lib/notebook/notebook_file.ts";
import { notebookNames, pathOf } from "./all_notebooks.ts";
import { besideNotebooks } from "./beside_notebooks.ts";
import { complaints } from "./complaints.ts";

/** One folded answer: the exercise's number, and the code in it, if it has any. */
interface Answer {
  readonly number: number;
  readonly code: string;
}

/** The answers to a notebook's exercises, in order. */
function answersOf({ cells }: Notebook): Answer[] {
  const prose = cells.filter((cell) => cell.cell_type === "markdown").map(sourceOf).join("\n\n");
  const folded = prose.matchAll(
    /^<details><summary>Answer (\d)<\/summary>\n([^]*?)^<\/details>$/gm,
  );
  return [...folded].map(([, number, text]) => ({
    number: Number(number),
    code: [...text.matchAll(/^```\w*\n([^]*?)^```$/gm)].map(([, code]) => code).join("\n"),
  }));
}

/** Runs code as a cell of a notebook would, with imports from `../lib/`. */
const run = (name: string, code: string) =>
  besideNotebooks({ [name]: code }, async ([path]) => void await import(toFileUrl(path).href));

const exercises = await Promise.all(
  notebookNames.map(async (name) => ({
    name,
    answers: answersOf(await readNotebook(pathOf(name))),
  })),
);
const modules = Object.fromEntries(
  exercises.flatMap(({ name, answers }) =>
    answers.filter(({ code }) => code).map((
      { number, code },
    ) => [`${name}, answer ${number}`, code])
  ),
);

Deno.test("every notebook has three exercises with answers, and code in two of them or more", () => {
  for (const { name, answers } of exercises) {
    assert.deepEqual(answers.map(({ number }) => number), [1, 2, 3], name);
    assert.ok(answers.filter(({ code }) => code.includes("assert.")).length >= 2, name);
  }
});

Deno.test("the answers pass the type check", async () => {
  assert.equal(await complaints(modules), "");
});

Deno.test("an answer that claims what does not hold is found", async () => {
  const source = `**1.** Two and two?

<details><summary>Answer 1</summary>

Five.

\`\`\`ts
import assert from "node:assert/strict";
assert.equal(2 + 2, 5);
\`\`\`

</details>
`;
  const cells: Notebook["cells"] = [{ cell_type: "markdown", metadata: {}, source }];
  const [{ number, code }] = answersOf({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  assert.equal(number, 1);
  await assert.rejects(run("wrong", code), { code: "ERR_ASSERTION", actual: 4 });
});

for (const [name, code] of Object.entries(modules)) {
  Deno.test(`${name}, holds`, () => run(name, code));
}
