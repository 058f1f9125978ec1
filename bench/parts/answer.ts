/** From a file in memory to an answer, beside Python. */
import { openRecognizer } from "../../lib/open_recognizer.ts";
import { decode } from "../../lib/image/decode.ts";
import { prepare } from "../../lib/image/prepare.ts";
import { reportNetwork } from "../../lib/network/report.ts";
import { compare, millisecondsEach } from "../comparison.ts";
import { writeDigits } from "../digit_files.ts";
import { type Part, stepOf } from "../part.ts";
import { kerasNetwork, startPython } from "../python_program.ts";

/** Where our answers and Python's differ by more than this, other work is compared. */
const TOLERANCE = 0.01;

const PYTHON = "Pillow, numpy, onnxruntime";

export const answer: Part = {
  title: "An answer",
  about:
    "A PNG of one digit, 280 x 280, in memory, to its answer, in one process, one after the other. *Whole* is " +
    "the recognizer, which finds the digit first; the *same steps* are decoding, Otsu's threshold, MNIST's framing " +
    "and the digit net. Python does these with Pillow, numpy and onnxruntime. The original's way is Pillow, a grey " +
    "picture of 64 x 64, and `predict` of Keras on the report CNN.",
  async measure({ python, rounds, fast, onProgress }) {
    const pictures = fast ? 8 : 64;
    await using digits = await writeDigits(pictures);
    const { path: folder, bytes } = digits;
    const recognizer = await openRecognizer();
    const { engine, card } = recognizer;
    const same = async (file: Uint8Array) =>
      await engine.predict(prepare(await decode(file), card.input).data, 1);
    const each = (read: (file: Uint8Array) => Promise<unknown>) => () =>
      millisecondsEach(bytes, read);

    await using program = python ? startPython(python, "answer.py") : null;
    await using original = python ? startPython(python, "original.py") : null;
    const notes: string[] = [];
    if (program && original) {
      const theirs = (await program.ask<number[][]>("load", { folder })).flat();
      const own: number[] = [];
      for (const file of bytes) own.push(...await same(file));
      const largest = Math.max(...own.map((one, k) => Math.abs(one - theirs[k])));
      if (!(largest <= TOLERANCE)) {
        throw new Error(`probabilities of the same digit differ by ${largest} from Python's`);
      }
      notes.push(`Both sides' probabilities differ by at most ${largest.toExponential(0)}.`);
      const model = reportNetwork({ classes: 10, seed: 1 });
      await original.ask("make", { network: kerasNetwork(model, [64, 64, 1]) });
      await original.ask("load", { folder });
      model.dispose();
    }
    const inPython = { [PYTHON]: program && (() => program.ask<number>("read")) };
    const options = (n: number) => ({ rounds, onProgress: stepOf(onProgress, n, 4) });
    const whole = each((file) => recognizer.read(file, { single: true }));
    const comparisons = [
      await compare(`whole, a picture of ${pictures}`, "ms", whole, {
        ...inPython,
        "the original's way": original && (() => original.ask<number>("read")),
      }, options(0)),
      await compare(`same steps, a picture of ${pictures}`, "ms", each(same), inPython, options(1)),
    ];
    for (const [n, count] of [1, 64].entries()) {
      const images = new Float32Array(count * 784).fill(0.5);
      const times = Math.ceil((fast ? 20 : 500) / count);
      const tries = Array(times).fill(images);
      const ours = () => millisecondsEach(tries, (one) => engine.predict(one, count));
      const theirs = program && (() => program.ask<number>("network", { count, times }));
      const what = `digit net alone, a batch of ${count}`;
      comparisons.push(
        await compare(what, "ms", ours, { "onnxruntime in Python": theirs }, options(2 + n)),
      );
    }
    await recognizer.close();
    return { comparisons, notes };
  },
};
