// The page: takes pictures and drawings, has them read, shows the answers. No framework.
import { connectChosen } from "./connect_chosen.js";
import { connectGames } from "./connect_games.js";
import { connectSamples } from "./connect_samples.js";
import { connectTeaching } from "./connect_teaching.js";
import { connectTools } from "./connect_tools.js";
import { createPad } from "./create_pad.js";
import { createQueue } from "./create_queue.js";
import { $ } from "./element.js";
import { followDrawing } from "./follow_drawing.js";
import { copyText } from "./hand_out.js";
import { loadRest } from "./load_rest.js";
import { askFor, createEntry, endEntry, readEntry } from "./read_entry.js";
import { canReadHere, isReadable, isReadingHere, readHere, readingAtOnce } from "./read_here.js";
import { connectLanguages, say, sayError } from "./say.js";
import { showAnswer, showDigit, showFailure, showNothing, showWaiting } from "./show_answer.js";
import { forgetSteps, hasSteps, saySteps, showSteps } from "./show_steps.js";
import { takeFiles } from "./take_files.js";

/** What is shown: a picture that was given, or a drawing; null where there is nothing to be read. */
let current = null;

/** Shows an entry, or nothing; what gives way and is not in the queue is not read any more. */
function open(entry) {
  if (current && !queue.has(current)) endEntry(current);
  current = entry;
  follower.stop();
  giveUpSample();
  forgetSteps();
  refuse(null);
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

/** After these the server can be asked again. */
const PASSING = ["too-slow", "unreachable", "busy", "engine", "internal"];

/** Says what is wrong. */
function showError(code, again) {
  const message = sayError(code);
  const retry = PASSING.some((one) => sayError(one) === message);
  showFailure(message, { retry });
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
    const { code, steps = [] } = error;
    // A picture in which nothing was read may have been seen; that nothing was read has been said above.
    if (steps.length > 0 || code === "no-ink") show(steps);
    else if (asked === current) saySteps(sayError(code));
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

/** Why what was given last is not shown: an error's code; null where it is. */
let refused = null;

/** Says why something that was given is not shown; all else stays as it is. */
function refuse(code) {
  refused = code;
  $("notice").textContent = code ? sayError(code) : "";
}

takeFiles({ onFiles: give, onOther: refuse });
const giveUpSample = connectSamples({
  // They are nobody's: the queue does without them.
  onFile(file) {
    const entry = createEntry({ file });
    open(entry);
    readEntry(entry, showEntry);
  },
});

/** What opens the camera's view, which is loaded when it is first asked for. */
let openCamera = null;

$("photograph").addEventListener("click", async () => {
  if (!openCamera) {
    const loaded = await import("./connect_camera.js").catch(() => null);
    if (!loaded) return refuse("not-loaded");
    openCamera ??= loaded.connectCamera({ onPhoto: (file) => give([file]) });
  }
  openCamera();
});

/** Shows a picture in the pad's place; where it is not known yet, the place stays empty. */
function showPicture(url) {
  $("pad").hidden = $("hint").hidden = true;
  $("picture").hidden = url === null;
  if (url !== null) $("picture").src = url;
  updateTools();
}

function showPad() {
  $("picture").hidden = true;
  $("pad").hidden = false;
  $("hint").hidden = pad.drawing.strokes.length > 0;
  updateTools();
}

$("picture").addEventListener("load", () => {
  $("picture").classList.toggle("small", $("picture").naturalWidth < 200);
});

$("copy").addEventListener("click", () => copy(current.answer.text, "copied"));

async function copy(text, done) {
  const isDone = await copyText(text);
  tellCopied(say(isDone ? done : "not-copied"));
}

function tellCopied(message) {
  $("spoken").textContent = $("copied").textContent = message;
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
  onBegin() {
    // An answer that is still on its way is one to an older drawing.
    open(null);
    $("hint").hidden = true;
    showWaiting({ keep: true });
  },
  onDraw(drawing) {
    if (isReadingHere() && isReadable(drawing)) follower.follow(drawing);
  },
  onChange(drawing) {
    forgetLink(drawing);
    showPad();
    $("steps").hidden = true;
    open(null);
    if (!isReadable(drawing)) return sayNothing();
    showWaiting(waitingFor(drawing));
    const entry = createEntry({ drawing });
    open(entry);
    readEntry(entry, showEntry);
  },
  tapAt(x, y) {
    const answer = current?.answer;
    if (!answer) return null;
    const scale = answer.width / pad.drawing.width;
    const [left, top] = [scale * x, scale * y];
    const i = answer.digits.findIndex(({ box }) =>
      left >= box.x && left <= box.x + box.width && top >= box.y && top <= box.y + box.height
    );
    return i < 0 ? null : () => showDigit(answer, i);
  },
});

const updateTools = connectTools(pad, { onClear: clear });

/** Nothing is read: there is nothing, or no more than dots. */
function sayNothing() {
  showNothing(pad.drawing.strokes.length > 0 ? "dot" : "nothing");
}

/** Takes the drawing away, for a picture in its place; undoing brings it back. */
function hideDrawing() {
  pad.clear();
  forgetLink(pad.drawing);
}

/** Empties pad and answer; a drawing can be brought back, pictures stay in the queue. */
function clear() {
  hideDrawing();
  open(null);
  showPad();
  $("steps").hidden = true;
  sayNothing();
}

// --- Links that hold a drawing ---

/** The drawing that the address holds. */
let linked = null;

$("share").addEventListener("click", async () => {
  const loaded = await import("./drawing_link.js").catch(() => null);
  if (!loaded) return tellCopied(sayError("not-loaded"));
  linked = pad.drawing;
  // It stands in the address, too, where it can be seen and copied by hand.
  history.replaceState(null, "", await loaded.toFragment(linked));
  await copy(location.href, "link-copied");
});

async function openLink() {
  if (!location.hash) return;
  const loaded = await import("./drawing_link.js").catch(() => null);
  if (!loaded) return refuse("not-loaded");
  try {
    linked = await loaded.fromFragment(location.hash);
    if (linked) pad.show(linked);
  } catch {
    refuse("damaged-link");
  }
}

/** Another drawing than the one that the address holds is not opened by it again. */
function forgetLink(drawing) {
  if (drawing !== linked && location.hash) {
    history.replaceState(null, "", location.href.split("#")[0]);
  }
}

addEventListener("hashchange", openLink);

// --- Beginning ---

$("api").textContent = new URL("api/predict", location.href).href;
sayNothing();
await connectLanguages({
  onChange() {
    forgetSteps();
    queue.show();
    refuse(refused);
    if (current) showEntry(current);
    else sayNothing();
  },
});
await openLink();
connectGames();
connectTeaching({
  onModel() {
    if (current?.drawing) readEntry(current, showEntry);
  },
});
loadRest();
