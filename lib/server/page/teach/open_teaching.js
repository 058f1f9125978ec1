import { createPad } from "../create_pad.js";
import { $, element } from "../element.js";
import { saveFile } from "../hand_out.js";
import { keepChoice, keptChoice, TAUGHT } from "../kept_choice.js";
import { classesHere, readHere, readWith } from "../read_here.js";
import { askTeacher } from "./ask_teacher.js";
import { buildPanel } from "./build_panel.js";
import { createClassChoice } from "./class_choice.js";
import { createQuestion } from "./create_question.js";
import { drawCurve } from "./draw_curve.js";
import { toInk, urlOf } from "./example_picture.js";
import { openStore } from "./examples_store.js";
import { lessonTable } from "./lesson_table.js";
import { loadTexts, tell } from "./tell.js";

/** How long the pen rests, in milliseconds, before a drawing is kept as an example. */
const REST = 900;
const ZIP = "application/zip";

/**
 * Opens what people teach with: examples, a lesson, and a table before anyone switches.
 *
 * @param onModel told when drawings are read with another model from now on
 * @returns `askWhatItIs`, which asks what a digit is: one that the page tells of by its event `digit`
 */
export async function openTeaching({ onModel }) {
  addStyles();
  const [known, store] = await Promise.all([classesHere(), openStore(), loadTexts()]);
  let examples = await store.all();
  /** Classes that were named and have no example yet. */
  let named = [];
  let [chosen] = known;
  /** What came of the last lesson; whether drawings are read with it. */
  let lesson = await store.lesson();
  let isUsed = false;
  let records = [];
  let isTeaching = false;
  /** What "Remove all" took. */
  let removed = [];

  const choice = createClassChoice({
    onChoose(name) {
      chosen = name;
      show();
    },
    onAdd(names) {
      named = [...new Set([...named, ...names])];
      chosen = names[0];
      show();
    },
  });
  const parts = buildPanel(choice);
  $("teach").append(parts.panel);
  connectPad();
  const asking = createQuestion({ keep: keepOnce, onTeach: goToLesson });
  connectButtons();
  new MutationObserver(async () => {
    await loadTexts();
    show();
  }).observe(document.documentElement, { attributeFilter: ["lang"] });
  // Another tab may have added some, or taken some out.
  document.addEventListener(
    "visibilitychange",
    trying(async () => {
      if (document.hidden) return;
      examples = await store.all();
      show();
    }),
  );
  if (lesson && keptChoice(TAUGHT) !== null) await use(true);
  show();
  return { askWhatItIs: asking.open };

  // --- What is shown ---

  function show() {
    const byClass = new Map();
    for (const one of examples) byClass.set(one.name, [...byClass.get(one.name) ?? [], one]);
    const taught = lesson?.model.card.classes ?? [];
    const classes = [...new Set([...known, ...taught, ...byClass.keys(), ...named])];
    choice.show(classes, chosen, new Map([...byClass].map(([name, of]) => [name, of.length])));
    const none = examples.length === 0;
    const canBringBack = none && removed.length > 0;
    parts.removeAll.dataset.tell = canBringBack ? "bring-back" : "remove-all";
    for (const place of parts.panel.querySelectorAll("[data-tell]")) {
      place.textContent = tell(place.dataset.tell, { name: chosen, count: removed.length });
    }
    parts.pad.setAttribute("aria-label", tell("draw", { name: chosen }));
    asking.show(classes);
    showSheet(classes, byClass);
    for (const part of [parts.save, parts.learn]) part.disabled = none;
    parts.removeAll.disabled = none && !canBringBack;
    // Not disabled: the keyboard would lose its place.
    parts.learn.ariaDisabled = isTeaching;
    showCurve();
    parts.outcome.hidden = !lesson || isTeaching;
    parts.table.replaceChildren(...(lesson ? [lessonTable(lesson)] : []));
    parts.use.hidden = isUsed;
    parts.undo.hidden = !isUsed;
    parts.inUse.textContent = tell(isUsed ? "taught-in-use" : "shipped-in-use");
  }

  function showSheet(classes, byClass) {
    parts.sheet.replaceChildren(
      ...classes.filter((name) => byClass.has(name)).map((name) =>
        element(
          "li",
          {},
          element("b", { textContent: name }),
          ...byClass.get(name).map((example) => {
            const picture = element("img", { src: urlOf(example), alt: "", width: 28, height: 28 });
            const button = element("button", { type: "button" }, picture);
            button.setAttribute("aria-label", tell("remove", { name }));
            button.title = tell("remove", { name });
            const taking = trying(() => remove(example, button));
            // The second click of two meets the next one, which moves into its place.
            button.addEventListener("click", ({ detail }) => detail < 2 && taking());
            return button;
          }),
        )
      ),
    );
  }

  function showCurve() {
    parts.curve.toggleAttribute("hidden", records.length === 0);
    parts.caption.hidden = records.length === 0;
    drawCurve(parts.curve, records);
  }

  function say(key, values) {
    parts.message.textContent = key ? tell(key, values) : "";
  }

  /** Makes an act say so where the browser or the teacher fails it. */
  function trying(act, key = "not-done") {
    return async (...given) => {
      try {
        return await act(...given);
      } catch {
        say(key);
      }
    };
  }

  // --- Examples ---

  async function keep(name, pixels) {
    const kept = await store.add([{ name, pixels }]);
    examples = [...examples, ...kept];
    show();
    const count = examples.filter((example) => example.name === name).length;
    return tell("kept", { name, count });
  }

  /** The same ink is kept once, as what it was called last. */
  async function keepOnce(name, pixels) {
    const same = examples.find((one) => isSame(one.pixels, pixels));
    if (same) await takeOut(same);
    return await keep(name, pixels);
  }

  async function takeOut({ id }) {
    await store.remove(id);
    examples = examples.filter((example) => example.id !== id);
  }

  /** Takes one out; the next one has the focus then. */
  async function remove(example, button) {
    const at = [...parts.sheet.querySelectorAll("button")].indexOf(button);
    await takeOut(example);
    show();
    const left = parts.sheet.querySelectorAll("button");
    (left[Math.min(at, left.length - 1)] ?? parts.open).focus();
  }

  /** The pad keeps what is drawn when the pen has rested, and is empty again then. */
  function connectPad() {
    let timer;
    const pad = createPad(parts.pad, {
      onBegin: () => clearTimeout(timer),
      onDraw() {},
      onChange(drawing) {
        clearTimeout(timer);
        if (drawing.strokes.length === 0) return;
        timer = setTimeout(keepDrawing, REST, drawing, chosen);
      },
    });
    const keepDrawing = trying(async (drawing, name) => {
      pad.clear();
      const { signal } = new AbortController();
      const { inputs: [input] } = await readHere(drawing, ["inputs"], signal, true);
      parts.message.textContent = await keep(name, await toInk(input));
    }, "not-kept");
  }

  /** Takes all out, or brings back what was taken out so. */
  async function removeAll() {
    if (examples.length > 0) {
      await store.clear();
      [removed, examples] = [examples, []];
    } else {
      await store.add(removed);
      [removed, examples] = [[], removed];
    }
    say(null);
    show();
  }

  async function openFile() {
    const [file] = parts.file.files;
    parts.file.value = "";
    say("opening");
    // So that whatever fails next is the file's fault.
    await askTeacher({ kind: "open" });
    const opened = await trying(unzip, "not-opened")(file);
    if (!opened) return;
    // What was saved here, or opened before, is here already.
    const isHere = ({ name, pixels }) =>
      examples.some((one) => one.name === name && isSame(one.pixels, pixels));
    const kept = await store.add(opened.examples.filter((one) => !isHere(one)));
    examples = [...examples, ...kept];
    say("opened", { count: kept.length, left: opened.left });
    show();
  }

  async function unzip(file) {
    const archive = new Uint8Array(await file.arrayBuffer());
    return await askTeacher({ kind: "unzip-examples", archive });
  }

  // --- Lessons ---

  function goToLesson() {
    $("teach").open = true;
    parts.learn.focus();
    parts.learn.scrollIntoView({ block: "center" });
  }

  async function learn() {
    if (isTeaching) return;
    [isTeaching, records] = [true, []];
    show();
    say("preparing");
    try {
      const learned = await askTeacher({ kind: "teach", examples }, (record) => {
        records.push(record);
        say("teaching", record);
        showCurve();
      });
      await store.keepLesson(learned);
      lesson = learned;
      parts.single.checked = lesson.model.card.signs !== undefined;
      // Nobody reads with what they have not seen the table of.
      if (isUsed) await use(false);
      say(lesson.held.after.images > 0 ? "learned" : "learned-unmeasured");
    } catch {
      say("failed");
    }
    isTeaching = false;
    show();
  }

  /** Has drawings read with what was taught, or with the shipped model again. */
  async function use(isTaught) {
    const model = isTaught ? lesson.model : null;
    const isSingle = isTaught && parts.single.checked;
    try {
      await readWith(model, { whole: isSingle });
      isUsed = isTaught;
    } catch {
      say("not-used");
      isUsed = isTaught = false;
    }
    keepChoice(TAUGHT, isTaught ? (isSingle ? "single" : "rows") : null);
    onModel();
    show();
  }

  function connectButtons() {
    const kept = keptChoice(TAUGHT);
    parts.single.checked = kept === "single" ||
      (kept === null && lesson?.model.card.signs !== undefined);
    parts.single.addEventListener("change", () => isUsed && use(true));
    parts.learn.addEventListener("click", learn);
    parts.use.addEventListener("click", async () => {
      await use(true);
      parts.undo.focus();
    });
    parts.undo.addEventListener("click", async () => {
      await use(false);
      parts.use.focus();
    });
    parts.removeAll.addEventListener("click", trying(removeAll));
    parts.save.addEventListener(
      "click",
      trying(async () =>
        saveFile("examples.zip", ZIP, await askTeacher({ kind: "zip-examples", examples }))
      ),
    );
    parts.download.addEventListener(
      "click",
      trying(async () => {
        say("packing");
        saveFile("model.zip", ZIP, await askTeacher({ kind: "zip-model", model: lesson.model }));
        say("packed");
      }),
    );
    parts.open.addEventListener("click", () => parts.file.click());
    parts.file.addEventListener("change", trying(openFile));
    // What is rehearsed is made ready while people draw.
    const ready = () => $("teach").open && askTeacher({ kind: "open" }).catch(() => {});
    $("teach").addEventListener("toggle", ready);
    ready();
  }
}

function isSame(pixels, others) {
  return pixels.every((ink, i) => ink === others[i]);
}

function addStyles() {
  const href = new URL("teach.css", import.meta.url).href;
  document.head.append(element("link", { rel: "stylesheet", href }));
}
