import assert from "node:assert/strict";
import english from "../../lib/server/page/texts/en.js";

const folder = new URL("../../lib/server/page/", import.meta.url);
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

/** What only the server says by these names. */
const CODES = "not-an-image unsupported too-large damaged no-ink unreadable unauthorized".split(
  " ",
);

const languages = [...Deno.readDirSync(new URL("texts/", folder))].map(({ name }) =>
  name.slice(0, 2)
);

/** The dictionaries: what the page says from the start, and what teaching and the games say. */
for (const part of ["texts", "teach/texts", "games/texts"]) {
  const { default: said } = await import(new URL(`${part}/en.js`, folder).href);
  for (const language of languages.filter((language) => language !== "en")) {
    Deno.test(`${part} say in ${language} all that they say in English`, async () => {
      const { default: texts } = await import(new URL(`${part}/${language}.js`, folder).href);
      assert.deepEqual(Object.keys(texts), Object.keys(said));
      for (const [key, text] of Object.entries<string>(said)) {
        assert.deepEqual(places(texts[key]), places(text), key);
        assert.notEqual(texts[key], text, `${key} is not translated`);
      }
    });
  }
}

for (const part of ["teach", "games"]) {
  Deno.test(`every text of ${part} is used`, async () => {
    const parts = new URL(`${part}/`, folder);
    const { default: said } = await import(new URL("texts/en.js", parts).href);
    const code = [...Deno.readDirSync(parts)]
      .filter(({ name }) => name.endsWith(".js") && name !== "teacher.js")
      .map(({ name }) => Deno.readTextFileSync(new URL(name, parts))).join("\n");
    for (const key of Object.keys(said)) {
      assert.ok(code.includes(`"${key}"`), `nothing says ${key}`);
    }
  });
}

Deno.test("the page's own words are those of its English texts, and every text is used", async () => {
  const html = (await Deno.readTextFile(new URL("page.html", folder))).replace(/\s+/g, " ");
  const texts: Readonly<Record<string, string>> = english;
  const used = new Set<string>();
  for (const [, key, text] of html.matchAll(/data-say="([^"]+)"[^>]*>\s*([^<]*?)\s*</g)) {
    assert.equal(text, texts[key], key);
    used.add(key);
  }
  for (const [tag, key] of html.matchAll(/<[^>]*data-label="([^"]+)"[^>]*>/g)) {
    const labels = [...tag.matchAll(/ (?:aria-label|alt|title)="([^"]*)"/g)].map(([, label]) =>
      label
    );
    assert.ok(labels.length > 0, key);
    for (const label of labels) assert.equal(label, texts[key], key);
    used.add(key);
  }
  const scripts = await Promise.all(
    [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".js"))
      .map(({ name }) => Deno.readTextFile(new URL(name, folder))),
  );
  const code = scripts.join("\n");
  for (const key of Object.keys(texts)) {
    const name = key.replace(/^(error|step|reader|place)-/, "");
    const isUsed = used.has(key) || code.includes(`"${name}"`) || /^(step)-/.test(key) ||
      CODES.includes(name);
    assert.ok(isUsed, `nothing says ${key}`);
  }
});
