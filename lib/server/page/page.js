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

// --- Asking ---

async function ask(blob) {
  const turn = ++asked;
  $("result").setAttribute("aria-busy", "true");
  let answer;
  try {
    const response = await fetch("api/predict?inputs=1", { method: "POST", body: blob });
    answer = await response.json();
  } catch {
    answer = { error: { message: "The server cannot be reached. Is it still running?" } };
  }
  if (turn !== asked) return;
  $("result").removeAttribute("aria-busy");
  if (answer.error) showError(answer.error.message);
  else showReading(answer);
}

// --- Showing ---

function showError(message) {
  $("result").className = "error";
  $("message").textContent = message[0].toUpperCase() + message.slice(1) + ".";
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
  boxes.replaceChildren(...(several ? answer.digits : []).map(({ box }) => {
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

function percent(share) {
  // 100 % is never promised.
  if (share > 0.999) return "> 99.9 %";
  return share < 0.001 ? "< 0.1 %" : `${(100 * share).toFixed(1)} %`;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

// --- Pictures ---

function give(file) {
  if (!file) return;
  clearPad();
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
  clearTimeout(waiting);
  clearPad();
  boxes.replaceChildren();
  pad.hidden = hint.hidden = false;
  shown.hidden =
    $("text").hidden =
    $("certainty").hidden =
    $("details").hidden =
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
