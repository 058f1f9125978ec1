/** What choices are kept under; what was taught is used as `rows`, or as `single` signs. */
export const [LANGUAGE, TAUGHT] = ["language", "taught"];

// Storage may be switched off: then a choice lasts as long as the page.

/** What was chosen in an earlier visit; null where nothing was. */
export function keptChoice(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a choice for later visits; null forgets it. */
export function keepChoice(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* It is the browser's to say. */ }
}
