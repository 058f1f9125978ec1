import { createTeller } from "../create_teller.js";

/** What the games say; loaded in the page's language of now. */
export const { load: loadTexts, tell, language } = createTeller(
  new URL("texts/", import.meta.url),
);

/** Seconds to a tenth, as people of this language write them. */
export function tenthsOf(seconds) {
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(seconds);
}
