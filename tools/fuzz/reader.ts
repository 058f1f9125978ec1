/**
 * A program of its own, so that a crash or a hang ends nothing else: reads pictures from standard
 * input, one a line in base64, and answers each with a line of JSON. Its argument is the model folder.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { ImageError, UserError } from "../../lib/base/errors.ts";
import { openRecognizer } from "../../lib/open_recognizer.ts";
import type { Reading } from "../../lib/reading.ts";
import type { Outcome } from "./fuzz.ts";

const recognizer = await openRecognizer({ model: Deno.args[0] });
answer({ kind: "ready" });
for await (const line of createInterface({ input: process.stdin })) {
  answer(await readOne(Uint8Array.fromBase64(line)));
}

async function readOne(bytes: Uint8Array): Promise<Outcome> {
  try {
    const reading = await recognizer.read(bytes);
    return isSound(reading)
      ? { kind: "reading" }
      : { kind: "failure", reason: `no sound reading: ${JSON.stringify(reading)}` };
  } catch (error) {
    if (error instanceof ImageError) return { kind: "refused", code: error.code };
    if (error instanceof UserError) return { kind: "refused", code: error.name };
    return { kind: "failure", reason: (error as Error).stack ?? String(error) };
  }
}

function isSound({ text, digits }: Reading): boolean {
  return typeof text === "string" && digits.length > 0 &&
    digits.every(({ confidence, box }) =>
      confidence >= 0 && confidence <= 1 && box.width > 0 && box.height > 0 &&
      box.x >= 0 && box.y >= 0
    );
}

function answer(outcome: Outcome | { kind: "ready" }): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(outcome) + "\n"));
}
