import { $, element } from "./element.js";
import { keepChoice, keptChoice, LANGUAGE } from "./kept_choice.js";
import english from "./texts/en.js";

/** The languages that the page speaks, by the names that their speakers know. */
const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  hi: "हिन्दी",
};

let language = "en";
let texts = english;

/** The text with this key, its `{name}`s filled in. */
export function say(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Codes that say the same to people. */
const SAME = { "too-many-requests": "busy", "too-many-bytes": "busy" };

/** What is said where something was not read, by an error's code. */
export function sayError(code) {
  return texts[`error-${SAME[code] ?? code}`] ?? texts["error-internal"];
}

/** A share of one as percent, as people of this language write it; 100 % is never promised. */
export function percent(share) {
  const { format } = new Intl.NumberFormat(language, {
    style: "percent",
    minimumFractionDigits: 1,
  });
  if (share > 0.999) return `> ${format(0.999)}`;
  return share < 0.001 ? `< ${format(0.001)}` : format(share);
}

/**
 * Speaks the language that was chosen last, or the first of the browser's that is known, and lets
 * people choose another.
 *
 * @param onChange told that all that was said is to be said anew
 */
export async function connectLanguages({ onChange }) {
  $("language").append(
    ...Object.entries(LANGUAGES).map(([value, textContent]) =>
      element("option", { value, textContent, lang: value })
    ),
  );
  $("language").addEventListener("change", async () => {
    await speak($("language").value);
    keepChoice(LANGUAGE, language);
    onChange();
  });
  const known = [keptChoice(LANGUAGE), ...navigator.languages.map((name) => name.slice(0, 2))]
    .find((name) => Object.hasOwn(LANGUAGES, name));
  if (known && known !== language) {
    await speak(known);
    onChange();
  }
}

/** Says in another language what stands in the page itself; it stands there in English. */
async function speak(next) {
  const said = await import(`./texts/${next}.js`).catch(() => null);
  // Where its texts do not come, what was spoken before goes on.
  if (said) [texts, language] = [said.default, next];
  $("language").value = document.documentElement.lang = language;
  for (const place of document.querySelectorAll("[data-say]")) {
    place.textContent = say(place.dataset.say);
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    const label = say(place.dataset.label);
    if (place.hasAttribute("aria-label")) place.setAttribute("aria-label", label);
    for (const property of ["alt", "title"]) if (place[property]) place[property] = label;
  }
}
