// The page: takes a picture or a drawing, asks the server, shows the answer. No framework.

const $ = (id) => document.getElementById(id);
const [stage, pad, hint, shown, picture, boxes] = [
  "stage",
  "pad",
  "hint",
  "shown",
  "picture",
  "boxes",
].map($);

/** Counts questions, so that a late answer to an old one is dropped. */
let asked = 0;

/** The picture that was asked about last. */
let given = null;

// --- Asking ---

async function ask(blob) {
  const turn = ++asked;
  given = blob;
  forgetSteps();
  $("result").setAttribute("aria-busy", "true");
  const answer = await post("inputs", blob);
  if (turn !== asked) return;
  $("result").removeAttribute("aria-busy");
  if (answer.error) showError(answer.error.message);
  else showReading(answer);
  $("steps").hidden = false;
  if ($("steps").open) askForSteps();
}

/** The server's answer about a picture, with what the server shall add to it. */
async function post(addition, blob) {
  try {
    const response = await fetch(`api/predict?${addition}=1`, { method: "POST", body: blob });
    return await response.json();
  } catch {
    return { error: { message: "the server cannot be reached; is it still running?" } };
  }
}

// --- Showing ---

function showError(message) {
  $("result").className = "error";
  $("message").textContent = sentence(message);
  $("message").hidden = false;
  for (const id of ["text", "certainty", "details"]) $(id).hidden = true;
  boxes.replaceChildren();
}

function showReading(answer) {
  const unsure = answer.digits.filter(({ digit }) => digit === null);
  const least = Math.min(...answer.digits.map(({ confidence }) => confidence));
  $("result").className = unsure.length ? "unsure" : "";
  $("message").hidden = true;
  $("text").textContent = answer.text;
  const longest = Math.max(...answer.text.split("\n").map((line) => line.length));
  $("text").style.setProperty("--columns", longest);
  $("text").hidden = false;
  $("certainty").textContent = unsure.length
    ? `Not sure: looks like ${unsure.map(({ guess }) => `a ${guess}`).join(", ")}`
    : `${percent(least)} sure`;
  $("certainty").hidden = false;
  $("details").hidden = false;

  const several = answer.digits.length > 1;
  $("digits").hidden = !several;
  $("digits").replaceChildren(...answer.digits.map((digit, i) => {
    const button = element("button", { type: "button", textContent: digit.digit ?? "?" });
    button.addEventListener("click", () => showDigit(answer, i));
    const item = element("li");
    item.append(button);
    return item;
  }));
  // They lie on the picture, or on the drawing.
  (shown.hidden ? stage : shown).append(boxes);
  boxes.replaceChildren(...answer.digits.map(({ box }) => {
    const frame = element("i");
    frame.style.left = `${100 * box.x / answer.width}%`;
    frame.style.top = `${100 * box.y / answer.height}%`;
    frame.style.width = `${100 * box.width / answer.width}%`;
    frame.style.height = `${100 * box.height / answer.height}%`;
    return frame;
  }));
  showDigit(answer, 0);
}

/** Shows why digit `i` was read as it was. */
function showDigit(answer, i) {
  const { probabilities } = answer.digits[i];
  $("seen").src = answer.inputs[i];
  $("digits").querySelectorAll("button").forEach((button, k) => {
    button.setAttribute("aria-pressed", String(k === i));
    // A new stroke takes the old answer's boxes away.
    boxes.children[k]?.classList.toggle("chosen", k === i);
  });
  const best = Math.max(...Object.values(probabilities));
  // Object keys that look like numbers come in their order; other class names in the model's.
  $("bars").replaceChildren(
    ...Object.entries(probabilities).map(([name, probability]) => {
      const row = element("tr", { className: probability === best ? "best" : "" });
      const bar = element("td");
      bar.append(element("meter", { max: 1, value: probability }));
      row.append(
        element("th", { scope: "row", textContent: name }),
        bar,
        element("td", { textContent: percent(probability) }),
      );
      return row;
    }),
  );
}

function sentence(message) {
  return message[0].toUpperCase() + message.slice(1) + (/[.?]$/.test(message) ? "" : ".");
}

function percent(share) {
  // 100 % is never promised.
  if (share > 0.999) return "> 99.9 %";
  return share < 0.001 ? "< 0.1 %" : `${(100 * share).toFixed(1)} %`;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

// --- What each step saw ---

const CAPTIONS = {
  grey: "Your picture without its colours.",
  ink: "What it takes for handwriting: the darker, the surer.",
  centres: "The middle of each character: blue for digits, orange for other signs.",
  votes: "Which ink belongs to which: every pixel points to the middle of its character.",
  digit: "Each digit as the network gets it: 28 by 28 pixels, all of one size, in the middle.",
};

function forgetSteps() {
  $("steps-list").replaceChildren();
  $("steps-message").textContent = "";
}

async function askForSteps() {
  const turn = asked;
  $("steps-message").textContent = "Looking again…";
  const { steps = [], error } = await post("steps", given);
  if (turn !== asked) return;
  const isDigit = ({ name }) => name === "digit";
  const digits = steps.filter(isDigit);
  const items = steps.filter((step) => !isDigit(step)).map((step) => toItem(step.name, [step]));
  if (digits.length > 0) items.push(toItem("digit", digits));
  $("steps-list").replaceChildren(...items);
  // A picture that was not read may have been seen: then that it was not has been said above.
  $("steps-message").textContent = error && steps.length === 0 ? sentence(error.message) : "";
}

/** One step of the list: its pictures and what they show. */
function toItem(name, pictures) {
  const figure = element("figure");
  figure.append(
    ...pictures.map(({ image }, i) =>
      element("img", { src: image, alt: pictures.length > 1 ? `${name} ${i + 1}` : name })
    ),
    element("figcaption", { textContent: CAPTIONS[name] ?? name }),
  );
  const item = element("li", { className: name });
  item.append(figure);
  return item;
}

$("steps").addEventListener("toggle", () => {
  if ($("steps").open && given && $("steps-list").children.length === 0) askForSteps();
});

// --- Pictures ---

function give(file) {
  if (!file) return;
  clearPad();
  boxes.replaceChildren();
  if (picture.src) URL.revokeObjectURL(picture.src);
  picture.src = URL.createObjectURL(file);
  pad.hidden = hint.hidden = true;
  shown.hidden = false;
  ask(file);
}

picture.addEventListener("load", () => {
  picture.classList.toggle("small", picture.naturalWidth < 200);
});
// What the browser cannot show, such as TIFF, may still be read.
picture.addEventListener("error", () => {
  shown.hidden = true;
  pad.hidden = hint.hidden = false;
});

for (const [button, input] of [["choose", "file"], ["photograph", "camera"]]) {
  $(button).addEventListener("click", () => $(input).click());
  $(input).addEventListener("change", () => {
    give($(input).files[0]);
    $(input).value = "";
  });
}
for (const type of ["dragover", "drop", "dragleave"]) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    stage.classList.toggle("over", type === "dragover");
    if (type === "drop") give(event.dataTransfer.files[0]);
  });
}
document.addEventListener("paste", (event) => give(event.clipboardData.files[0]));

// --- Drawing ---

const context = pad.getContext("2d");
let pen = null;
let waiting = 0;

function clearPad() {
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, pad.width, pad.height);
}

function place(event) {
  const frame = pad.getBoundingClientRect();
  return [
    (event.clientX - frame.left) * pad.width / frame.width,
    (event.clientY - frame.top) * pad.height / frame.height,
  ];
}

function draw(event) {
  const [x, y] = place(event);
  context.beginPath();
  context.moveTo(...(pen ?? [x, y]));
  context.lineTo(x, y);
  context.stroke();
  pen = [x, y];
}

pad.addEventListener("pointerdown", (event) => {
  pad.setPointerCapture(event.pointerId);
  clearTimeout(waiting);
  hint.hidden = true;
  boxes.replaceChildren();
  pen = null;
  draw(event);
});
pad.addEventListener("pointermove", (event) => {
  if (pen) draw(event);
});
for (const type of ["pointerup", "pointercancel"]) {
  pad.addEventListener(type, () => {
    if (!pen) return;
    pen = null;
    // A digit may need a second stroke: wait a moment before asking.
    waiting = setTimeout(() => pad.toBlob(ask, "image/png"), 350);
  });
}

$("clear").addEventListener("click", () => {
  asked++;
  given = null;
  clearTimeout(waiting);
  clearPad();
  forgetSteps();
  boxes.replaceChildren();
  pad.hidden = hint.hidden = false;
  shown.hidden =
    $("text").hidden =
    $("certainty").hidden =
    $("details").hidden =
    $("steps").hidden =
      true;
  $("result").className = "";
  $("message").textContent = "Nothing yet.";
  $("message").hidden = false;
});

$("host").textContent = location.host;
context.lineCap = context.lineJoin = "round";
context.lineWidth = 26;
context.strokeStyle = "#10131a";
clearPad();
