// The page: takes pictures and drawings, has them read, shows the answers. No framework.
import { connectChosen } from "./connect_chosen.js";
import { connectGames } from "./connect_games.js";
import { connectSamples } from "./connect_samples.js";
import { connectTeaching } from "./connect_teaching.js";
import { connectTools } from "./connect_tools.js";
import { createPad } from "./create_pad.js";
import { createQueue } from "./create_queue.js";
import { fromFragment, toFragment } from "./drawing_link.js";
import { $ } from "./element.js";
import { followDrawing } from "./follow_drawing.js";
import { copyText } from "./hand_out.js";
import { keepPage } from "./keep_page.js";
import { askFor, createEntry, endEntry, readEntry } from "./read_entry.js";
import { canReadHere, isReadable, isReadingHere, readHere, readingAtOnce } from "./read_here.js";
import { connectLanguages, knows, say } from "./say.js";
import { showAnswer, showFailure, showNothing, showWaiting } from "./show_answer.js";
import { forgetSteps, hasSteps, saySteps, showSteps } from "./show_steps.js";
import { takeFiles } from "./take_files.js";

/** What is shown: a picture that was given, or a drawing; null where there is nothing to be read. */
let current = null;

/** Shows an entry, or nothing; a drawing that gives way is not read any more. */
function open(entry) {
  if (current?.drawing) endEntry(current);
  current = entry;
  follower.stop();
  forgetSteps();
  queue.mark(entry);
  if (!entry) return;
  if (!entry.drawing) hideDrawing();
  showEntry(entry);
}

/** Shows what is known of the entry that is open; others are known to the queue alone. */
function showEntry(entry) {
  if (entry !== current) return;
  if (!entry.drawing) {
    // Of what is no picture nothing can be shown: the pad is there to go on with.
    if (entry.failure && !entry.url) showPad();
    else showPicture(entry.url);
  }
  if (entry.answer) showAnswer(entry.answer, { isDrawing: entry.drawing !== null });
  else if (entry.failure) showError(entry.failure, () => readEntry(entry, showAgain));
  else return showWaiting(waitingFor(entry.drawing));
  $("steps").hidden = false;
  if ($("steps").open && !hasSteps()) askForSteps();

  function showAgain() {
    queue.show();
    showEntry(entry);
  }
}

/** A drawing that grows leaves its old answer standing, and waits for what reads it where that still loads. */
function waitingFor(drawing) {
  return { keep: drawing !== null, isLoading: drawing !== null && canReadHere && !isReadingHere() };
}

/** Says what is wrong; a server that is slow or gone can be asked again. */
function showError(code, again = null) {
  const known = knows(`error-${code}`) ? code : "internal";
  const retry = ["internal", "too-slow", "unreachable"].includes(known);
  showFailure(say(`error-${known}`), { retry });
  $("again").onclick = () => {
    showWaiting({ keep: false });
    again();
  };
}

// --- What each step saw ---

async function askForSteps() {
  const asked = current;
  const show = (steps) => {
    if (asked !== current) return;
    showSteps(steps);
    tellLayers();
  };
  saySteps(say("looking-again"));
  try {
    show((await askFor(asked, ["steps"])).steps);
  } catch (error) {
    // A picture in which nothing was read may have been seen; that nothing was read has been said above.
    show(error.steps ?? []);
  }
}

$("steps").addEventListener("toggle", () => {
  if ($("steps").open && (current?.blob || current?.drawing) && !hasSteps()) askForSteps();
});

const { tellLayers } = connectChosen();

// --- Pictures ---

const queue = createQueue({ onOpen: open, onChange: showEntry, onEmpty: clear });

function give(files) {
  const entries = files.map((file) => createEntry({ file }));
  queue.add(entries);
  open(entries[0]);
}

takeFiles({
  onFiles: give,
  onOther(code) {
    clear();
    showError(code);
  },
});
connectSamples({ onFile: (file) => give([file]) });

/** What opens the camera's view, which is loaded when it is first asked for. */
let openCamera = null;

$("photograph").addEventListener("click", async () => {
  if (!openCamera) {
    const { connectCamera } = await import("./connect_camera.js");
    openCamera ??= connectCamera({ onPhoto: (file) => give([file]) });
  }
  openCamera();
});

/** Shows a picture in the pad's place; where it is not known yet, the place stays empty. */
function showPicture(url) {
  $("pad").hidden = $("hint").hidden = true;
  $("picture").hidden = url === null;
  if (url !== null) $("picture").src = url;
}

function showPad() {
  $("picture").hidden = true;
  $("pad").hidden = false;
  $("hint").hidden = pad.drawing.strokes.length > 0;
}

$("picture").addEventListener("load", () => {
  $("picture").classList.toggle("small", $("picture").naturalWidth < 200);
});

$("copy").addEventListener("click", () => copy(current.answer.text, "copied"));

async function copy(text, done) {
  const isDone = await copyText(text);
  $("spoken").textContent = $("copied").textContent = say(isDone ? done : "not-copied");
}

// --- Drawing ---

/** Shows what is read so far, while the pen goes on; it is said when the pen is lifted. */
const follower = followDrawing({
  read: (drawing) => readHere(drawing, ["inputs"], new AbortController().signal),
  atOnce: readingAtOnce,
  onAnswer(drawing, answer) {
    current = { ...createEntry({ drawing }), answer };
    showAnswer(answer, { isDrawing: true, isSaid: false });
  },
});

const pad = createPad($("pad"), {
  onBegin({ anew }) {
    // An answer that is still on its way is one to an older drawing.
    open(null);
    $("hint").hidden = true;
    showWaiting({ keep: !anew });
  },
  onDraw(drawing) {
    if (isReadingHere() && isReadable(drawing)) follower.follow(drawing);
  },
  onChange(drawing) {
    updateTools();
    showPad();
    $("steps").hidden = true;
    open(null);
    if (!isReadable(drawing)) return showNothing();
    showWaiting(waitingFor(drawing));
    const entry = createEntry({ drawing });
    open(entry);
    readEntry(entry, showEntry);
  },
  isTaken(x, y) {
    if (!current?.answer) return false;
    const { digits, width } = current.answer;
    const scale = width / pad.drawing.width;
    const [left, top] = [scale * x, scale * y];
    return digits.some(({ box }) =>
      left >= box.x && left <= box.x + box.width && top >= box.y && top <= box.y + box.height
    );
  },
});

const updateTools = connectTools(pad, { onClear: clear });

/** Takes the drawing away, for a picture in its place; undoing brings it back. */
function hideDrawing() {
  pad.clear();
  updateTools();
}

/** Empties pad and answer; a drawing can be brought back, pictures stay in the queue. */
function clear() {
  hideDrawing();
  open(null);
  showPad();
  $("steps").hidden = true;
  showNothing();
}

// --- Links that hold a drawing ---

$("share").addEventListener("click", async () => {
  // It stands in the address, too, where it can be seen and copied by hand.
  history.replaceState(null, "", await toFragment(pad.drawing));
  await copy(location.href, "link-copied");
});

async function openLink() {
  try {
    const drawing = await fromFragment(location.hash);
    if (drawing) pad.show(drawing);
  } catch {
    showError("damaged-link");
  }
}
addEventListener("hashchange", openLink);

// --- Beginning ---

$("host").textContent = location.host;
showNothing();
await connectLanguages({
  onChange() {
    forgetSteps();
    queue.show();
    if (current) showEntry(current);
    else showNothing();
  },
});
await openLink();
connectGames();
connectTeaching({
  onModel() {
    if (current?.drawing) readEntry(current, showEntry);
  },
});
keepPage();
