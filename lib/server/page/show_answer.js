import { $, drawn, element } from "./element.js";
import { percent, say } from "./say.js";

/** The parts of the answer's card, of which some are shown at a time. */
const PARTS = ["message", "again", "text", "certainty", "details", "hand-out", "reader", "about"];

/** What is read as a digit, and how sure one is that needs not be named. */
const [LIKELY, SURE] = [0.3, 0.99];

/** Nothing is read: `key` says why. */
export function showNothing(key) {
  show("", "message", "about");
  $("message").textContent = say(key);
  $("spoken").textContent = "";
  $("boxes").replaceChildren();
}

/** An answer is waited for; an old one stays, marked as old, where `keep` says that it may. */
export function showWaiting({ keep, isLoading = false }) {
  $("boxes").replaceChildren();
  if (!keep || $("result").className === "error" || $("text").hidden) {
    show("", "message");
    $("message").textContent = say(isLoading ? "loading" : "reading");
  }
  $("result").setAttribute("aria-busy", "true");
  $("details").classList.add("old");
}

/** Says why there is no answer; `retry` shows a button that asks again. */
export function showFailure(message, { retry }) {
  show("error", "message", ...(retry ? ["again"] : []));
  $("message").textContent = $("spoken").textContent = message;
  $("boxes").replaceChildren();
}

/**
 * Shows a reading: its text and how sure it is, who read it, boxes on the picture, and why.
 *
 * @param isDrawing a drawing can be shared
 * @param isSaid screen readers are told, too
 */
export function showAnswer(answer, { isDrawing, isSaid = true }) {
  const { digits } = answer;
  const isSure = digits.every(({ digit }) => digit !== null);
  show(isSure ? "" : "unsure", "text", "certainty", "details", "hand-out", "reader");
  $("copied").textContent = "";
  $("share").hidden = !isDrawing;
  $("certainty").textContent = certainty(digits);
  $("reader").textContent = say(`reader-${answer.reader}`);
  const spoken = say("spoken", {
    text: answer.text.replaceAll("\n", ", "),
    certainty: $("certainty").textContent,
  });
  const trouble = answer.reader === "server-instead" ? ` ${$("reader").textContent}` : "";
  $("spoken").textContent = isSaid ? spoken + trouble : "";
  showText(answer);
  showBoxes(answer);
  showDigit(answer, leastSure(digits), !isSaid);
  // One reads from the beginning.
  $("text").scrollTo(0, 0);
}

/** Whether anything speaks for a digit: of dots and bars the network holds none for likely. */
export function looksLikeDigit({ digit, guess, probabilities }) {
  return digit !== null || probabilities[guess] >= LIKELY;
}

/** The place of the digit that is least sure: of those that are not trusted, where there are any. */
function leastSure(digits) {
  const trust = digits.map(({ digit, confidence }) => confidence - Number(digit === null));
  return trust.indexOf(Math.min(...trust));
}

/** Shows these parts of the answer's card and no others. */
function show(state, ...shown) {
  $("result").className = state;
  $("result").removeAttribute("aria-busy");
  $("details").classList.remove("old");
  for (const id of PARTS) $(id).hidden = !shown.includes(id);
}

/** How sure the reading is, and of which digit the least. */
function certainty(digits) {
  const several = digits.length > 1;
  const unsure = digits.map((one, i) => ({ ...one, place: i + 1 }))
    .filter(({ digit }) => digit === null);
  if (unsure.length > 2) {
    return say("unsure-of-several", { places: unsure.map(({ place }) => place).join(", ") });
  }
  if (unsure.length > 0) {
    return unsure.map((one) => {
      if (!looksLikeDigit(one)) return say(several ? "no-digit-of" : "no-digit", one);
      return say(several ? "unsure-of" : "unsure", one);
    }).join(". ");
  }
  const i = leastSure(digits);
  const { digit, confidence } = digits[i];
  if (several && confidence > SURE) return say("all-sure");
  const values = { place: i + 1, digit, share: percent(confidence) };
  return say(several ? "least-sure" : "sure", values);
}

/** The digits in their lines; where there are several, each can be chosen. */
function showText(answer) {
  const lines = answer.text.split("\n");
  $("text").style.setProperty("--columns", Math.max(...lines.map((line) => line.length)));
  $("text").style.setProperty("--rows", lines.length);
  let at = 0;
  $("text").replaceChildren(...answer.digits.flatMap(({ digit }, i) => {
    // A name may be longer than one sign of the text: a word, or several code points.
    const [blanks] = answer.text.slice(at).match(/^\s*/);
    at += blanks.length + (digit ?? "?").length;
    return [blanks, toSign(answer, i)];
  }));
}

function toSign(answer, i) {
  const { digit, guess } = answer.digits[i];
  const shown = { textContent: digit ?? "?", className: digit === null ? "doubtful" : "" };
  if (answer.digits.length === 1) return element("span", shown);
  const button = element("button", { type: "button", ...shown });
  const doubt = looksLikeDigit(answer.digits[i]) ? "unsure-digit-of" : "no-digit-of";
  const key = digit === null ? doubt : "digit-of";
  button.setAttribute("aria-label", say(key, { place: i + 1, digit: digit ?? guess }));
  button.addEventListener("click", () => showDigit(answer, i));
  return button;
}

/** A frame round every digit, over the picture; a click on one chooses its digit. */
function showBoxes(answer) {
  $("boxes").setAttribute("viewBox", `0 0 ${answer.width} ${answer.height}`);
  $("boxes").replaceChildren(...answer.digits.map(({ digit, box }, i) => {
    // They stand off the ink, which they would cover; in a strip that would be as far as the next digits.
    const gap = Math.min(0.009 * Math.max(answer.width, answer.height), 0.25 * box.height);
    const frame = {
      x: box.x - gap,
      y: box.y - gap,
      width: box.width + 2 * gap,
      height: box.height + 2 * gap,
    };
    const group = drawn("g", { class: digit === null ? "doubtful" : "" });
    // The white frame beneath shows the other one on dark pictures.
    group.append(drawn("rect", { ...frame, class: "ground" }), drawn("rect", frame));
    group.addEventListener("click", () => showDigit(answer, i));
    return group;
  }));
}

/** Shows what the network saw and said of digit `i`, and tells whoever shows more of it by the event `digit`. */
export function showDigit(answer, i, isGrowing = false) {
  const { probabilities } = answer.digits[i];
  $("seen").src = answer.inputs[i];
  scrollTextTo($("text").children[i]);
  $("text").querySelectorAll("button").forEach((button, k) =>
    button.setAttribute("aria-pressed", String(k === i))
  );
  [...$("boxes").children].forEach((box, k) => box.classList.toggle("chosen", k === i));
  const best = Math.max(LIKELY, ...Object.values(probabilities));
  // Object keys that look like numbers come in their order; other class names in the model's.
  $("bars").replaceChildren(
    ...Object.entries(probabilities).map(([name, probability]) => {
      const bar = element("div", { className: "bar" });
      bar.style.setProperty("--share", probability);
      return element(
        "tr",
        { className: probability === best ? "best" : "" },
        element("th", { scope: "row", textContent: name }),
        element("td", {}, bar),
        element("td", { textContent: percent(probability) }),
      );
    }),
  );
  $("details").dispatchEvent(new CustomEvent("digit", { detail: { answer, i, isGrowing } }));
}

/** Scrolls a text that is longer than its place as far as this sign; the page stays where it is. */
function scrollTextTo(sign) {
  const [place, at] = [$("text"), sign].map((one) => one.getBoundingClientRect());
  const by = (start, end) =>
    Math.min(0, at[start] - place[start]) + Math.max(0, at[end] - place[end]);
  $("text").scrollBy(by("left", "right"), by("top", "bottom"));
}
