/**
 * Makes what says the texts of a part of the page that is loaded when it is asked for.
 *
 * @param folder URL of the texts, a module for each language
 * @returns `load`, which brings them in the page's language of now; `tell`, which gives the text with a key, its
 * `{name}`s filled in; and `language`, that of the texts
 */
export function createTeller(folder) {
  let [texts, language] = [{}, ""];
  return {
    async load() {
      const { lang } = document.documentElement;
      texts = (await import(new URL(`${lang}.js`, folder))).default;
      language = lang;
    },
    tell(key, values = {}) {
      return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    },
    language: () => language,
  };
}
