/** What the page says, by key; `{name}` stands for a value. */
const TEXTS = {
  "nothing": "Nothing yet.",
  "reading": "Reading…",
  "sure": "{share} sure",
  "least-sure": "Least sure of digit {place}, a {digit}: {share}",
  "unsure": "Not sure: looks like a {guess}",
  "unsure-of": "Not sure of digit {place}: looks like a {guess}",
  "digit-of": "Digit {place}: {digit}",
  "unsure-digit-of": "Digit {place}: not sure, perhaps {digit}",
  "spoken": "It reads {text}. {certainty}.",
  "error-not-an-image":
    "This file is no picture. PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF and SVG work.",
  "error-unsupported":
    "Pictures of this kind cannot be read. Save it as PNG or JPEG, or take a screenshot of it.",
  "error-too-large":
    "This picture is too large. Make it smaller, or cut out the part with the digits.",
  "error-damaged": "This file is damaged. Save or download it again.",
  "error-no-ink": "No writing found. Write darker, or on a lighter ground.",
  "error-internal": "Something went wrong on the server; the picture was not read.",
  "error-too-slow": "The server takes too long to answer.",
  "error-unreachable": "The server cannot be reached. It is asked again as soon as it is back.",
  "error-link": "That was a link. Save the picture it leads to, and drop the file here.",
  "error-text": "That was text. Drop or paste a picture.",
  "failed": "Not read",
  "remove": "Remove {name}",
  "copied": "Copied.",
  "not-copied": "The browser does not let this page copy.",
  "camera-starts": "The camera starts…",
  "camera-denied": "The browser keeps the camera from this page. Allow it, or use another way.",
  "camera-missing": "No camera can be used here. Use another way.",
  "looking-again": "Looking again…",
  "step-grey": "Your picture without its colours.",
  "step-ink": "What it takes for handwriting: the darker, the surer.",
  "step-centres": "The middle of each character: blue for digits, orange for other signs.",
  "step-votes": "Which ink belongs to which: every pixel points to the middle of its character.",
  "step-digit":
    "Each digit as the network gets it: 28 by 28 pixels, all of one size, in the middle.",
};

/** The text with this key, its `{name}`s filled in. */
export function say(key, values = {}) {
  return TEXTS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A share of one as percent; 100 % is never promised. */
export function percent(share) {
  if (share > 0.999) return "> 99.9 %";
  return share < 0.001 ? "< 0.1 %" : `${(100 * share).toFixed(1)} %`;
}
