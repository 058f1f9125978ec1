let texts = {};
let told = "";

/** Loads what teaching says, in the page's language of now. */
export async function loadTexts() {
  const { lang } = document.documentElement;
  texts = (await import(`./texts/${lang}.js`)).default;
  told = lang;
}

/** The text with this key, its `{name}`s filled in. */
export function tell(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A share of one as percent, to a tenth, as people of this language write it. */
export function tenths(share) {
  return new Intl.NumberFormat(told, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share);
}

/** A whole number, as people of this language write it. */
export function whole(number) {
  return new Intl.NumberFormat(told).format(number);
}
