import { createTeller } from "../create_teller.js";

/** What teaching says; loaded in the page's language of now. */
export const { load: loadTexts, tell, language } = createTeller(
  new URL("texts/", import.meta.url),
);

/** A share of one as percent, to a tenth, as people of this language write it. */
export function tenths(share) {
  return new Intl.NumberFormat(language(), {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);
}

/** A whole number, as people of this language write it. */
export function whole(number) {
  return new Intl.NumberFormat(language()).format(number);
}
