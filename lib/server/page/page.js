// The page: takes a picture or a drawing, asks the server, shows the answer. No framework.
import { connectTools } from "./connect_tools.js";
import { createPad } from "./create_pad.js";
import { isWriting, toPicture } from "./draw_strokes.js";
import { $ } from "./element.js";
import { fitPicture } from "./fit_picture.js";
import { readPicture, serverIsBack } from "./read_picture.js";
import { say } from "./say.js";
import { showAnswer, showFailure, showNothing, showWaiting } from "./show_answer.js";
import { forgetSteps, hasSteps, saySteps, showSteps } from "./show_steps.js";
import { takeFiles } from "./take_files.js";

/** What was asked about last: its picture and answer. Ended where another takes its place. */
let question = endedQuestion();

function endedQuestion() {
  const end = new AbortController();
  end.abort();
  return { blob: null, answer: null, end };
}

/** Ends the last question: no late answer to it is shown. */
function forget() {
  question.end.abort();
  question = endedQuestion();
  forgetSteps();
}

/** Asks about a picture. `isUnseen` says that the browser cannot show it: then the server does. */
async function ask(blob, { isUnseen = false, keep = false, note = "" } = {}) {
  forget();
  const end = new AbortController();
  const mine = question = { blob, answer: null, end };
  const isOld = () => end.signal.aborted;
  showWaiting({ keep });
  $("note").textContent = note;
  try {
    const additions = isUnseen ? ["inputs", "steps"] : ["inputs"];
    mine.answer = await readPicture(blob, additions, end.signal);
    if (isOld()) return;
    if (isUnseen) showPicture(mine.answer.steps[0].image);
    showAnswer(mine.answer);
  } catch (error) {
    if (isOld()) return;
    if (isUnseen && error.steps?.length > 0) showPicture(error.steps[0].image);
    showError(error.code, () => ask(blob, { isUnseen, note }));
    if (error.code === "unreachable" && await serverIsBack(end.signal)) {
      return ask(blob, { isUnseen, note });
    }
  }
  if (isOld()) return;
  $("steps").hidden = false;
  if ($("steps").open) askForSteps();
}

/** Says what is wrong; a server that is slow or gone can be asked again. */
function showError(code, again) {
  const known = ["not-an-image", "unsupported", "too-large", "damaged", "no-ink", "too-slow"];
  const named = [...known, "unreachable", "link", "text"].includes(code) ? code : "internal";
  const retry = ["internal", "too-slow", "unreachable"].includes(named);
  showFailure(say(`error-${named}`), { retry });
  $("again").onclick = again;
}

async function askForSteps() {
  const { blob, end: { signal } } = question;
  saySteps(say("looking-again"));
  try {
    showSteps((await readPicture(blob, ["steps"], signal)).steps);
  } catch (error) {
    if (signal.aborted) return;
    // A picture in which nothing was read may have been seen; that nothing was read has been said above.
    if (error.steps?.length > 0) showSteps(error.steps);
    else saySteps("");
  }
}

$("steps").addEventListener("toggle", () => {
  if ($("steps").open && question.blob && !hasSteps()) askForSteps();
});

// --- Pictures ---

/** Shows a picture in the pad's place; null shows the pad. */
function showPicture(url) {
  if ($("picture").src.startsWith("blob:")) URL.revokeObjectURL($("picture").src);
  $("picture").hidden = url === null;
  $("pad").hidden = url !== null;
  if (url === null) $("picture").removeAttribute("src");
  else $("picture").src = url;
}

$("picture").addEventListener("load", () => {
  $("picture").classList.toggle("small", $("picture").naturalWidth < 200);
});

takeFiles({
  async onFiles(files) {
    forget();
    pad.clear();
    showWaiting({ keep: false });
    const { end } = question = { ...endedQuestion(), end: new AbortController() };
    const { blob, url } = await fitPicture(files[0]);
    if (end.signal.aborted) return;
    showPicture(url);
    $("hint").hidden = true;
    const note = files.length > 1 ? say("one-of", { count: files.length }) : "";
    ask(blob, { isUnseen: url === null, note });
  },
  onOther(code) {
    clear();
    showError(code);
  },
});

// --- Drawing ---

const pad = createPad($("pad"), {
  onBegin({ anew }) {
    // An answer that is still on its way is one to an older drawing.
    forget();
    $("hint").hidden = true;
    showWaiting({ keep: !anew });
  },
  async onChange(drawing) {
    forget();
    updateTools();
    if (drawing.strokes.length > 0) {
      showPicture(null);
      $("hint").hidden = true;
    }
    if (!isWriting(drawing)) return showNothing();
    const { end } = question = { ...endedQuestion(), end: new AbortController() };
    showWaiting({ keep: true });
    const picture = await toPicture(drawing);
    if (!end.signal.aborted) ask(picture, { keep: true });
  },
  isTaken(x, y) {
    const boxes = question.answer?.digits.map(({ box }) => box) ?? [];
    return boxes.some((box) =>
      x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
    );
  },
});

const updateTools = connectTools(pad, { onClear: clear });

/** Takes all away; a drawing can be brought back. */
function clear() {
  forget();
  pad.clear();
  showPicture(null);
  $("hint").hidden = false;
  $("steps").hidden = true;
  $("note").textContent = "";
  showNothing();
}

$("host").textContent = location.host;
showNothing();
