import { askOfDigit } from "./ask_of_digit.js";
import { $, drawn, element } from "./element.js";
import { percent, say } from "./say.js";
import { looksLikeDigit } from "./show_answer.js";
import { toHeatUrl } from "./to_heat_url.js";

/** The least change of a score that gets the strongest colour: what is weak everywhere stays pale. */
const STRONG = 2;

/** Whether the runner-up's map was chosen last, and is shown again. */
let wantsRival = false;

/**
 * Shows what on a digit speaks for its answer and for the runner-up: a map of each, one of them on the picture
 * too, and a sentence where a part of the digit decides.
 *
 * @param isWanted says whether that is still wanted, when it is found
 */
export async function showWhy({ answer, i }, isWanted) {
  const found = await askOfDigit("explain", answer, i);
  if (!isWanted()) return;
  $("why-told").classList.remove("old");
  $("why-colours").hidden = !found;
  if (found) return show(found, answer, i);
  $("why-maps").replaceChildren();
  $("why-sentence").textContent = say("why-not-here");
}

function show({ explanation, input }, answer, i) {
  const both = [explanation.answer, explanation.rival];
  const onInk = both.flatMap(({ map }) => [...map.data.map((value, k) => value * input.data[k])]);
  const strongest = onInk.reduce((most, value) => Math.max(most, Math.abs(value)), STRONG);
  const heats = both.map(({ map }) => toHeatUrl(map, { input, strongest }));
  $("why-sentence").textContent = looksLikeDigit(answer.digits[i])
    ? sentence(explanation)
    : say("no-digit");
  const { probabilities } = answer.digits[i];
  const buttons = both.map((evidence, k) => {
    const label = `${evidence.name}: ${percent(probabilities[evidence.name])}`;
    const pictures = element("span", {}, picture(answer.inputs[i]), picture(heats[k]));
    const button = element("button", { type: "button" }, pictures, label);
    button.setAttribute("aria-label", `${label}. ${described(evidence)}`);
    button.addEventListener("click", () => choose(k));
    return button;
  });
  $("why-maps").replaceChildren(...buttons);
  choose(wantsRival ? 1 : 0);

  function choose(k) {
    wantsRival = k === 1;
    buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(n === k)));
    document.querySelector("#boxes .heat")?.remove();
    const place = { ...answer.frames[i], preserveAspectRatio: "none" };
    $("boxes").append(drawn("image", { class: "heat", href: heats[k], ...place }));
  }
}

function picture(src) {
  return element("img", { src, alt: "" });
}

/** Which part of a digit decides, or that none does. */
function sentence({ answer, rival, decisive }) {
  if (!decisive) return say("why-none", { digit: answer.name });
  const { likeliest, probability } = decisive;
  const values = { digit: answer.name, place: say(`place-${decisive.place}`), other: likeliest };
  if (likeliest === rival.name) return say("why-rival", values);
  if (likeliest !== answer.name) return say("why-other", values);
  return say("why-less", { ...values, share: percent(probability) });
}

/** A map in words. */
function described({ mostFor, mostAgainst }) {
  if (!mostFor && !mostAgainst) return say("why-neither");
  return [
    ...(mostFor ? [say("why-for", { place: say(`place-${mostFor}`) })] : []),
    ...(mostAgainst ? [say("why-against", { place: say(`place-${mostAgainst}`) })] : []),
  ].join(". ");
}
