import { createRandom } from "../../base/random.ts";
import { alphabets, designHand, writeSign } from "../../dataset/stroke_designs.ts";
import type { GrayImage } from "../../image/gray_image.ts";
import { type DrawingPen, drawWithPen } from "../pens/draw_with_pen.ts";
import type { Written } from "./score_export.ts";

interface SimulatePeopleOptions {
  readonly people: number;
  /** How often each of them writes every digit. */
  readonly times: number;
  /** People take them in turn, and keep theirs. */
  readonly pens: Readonly<Record<string, DrawingPen>>;
  readonly seed: number;
}

/** A picture that a simulated person made, and what it says. */
interface SimulatedPicture extends Written {
  readonly pen: string;
  readonly picture: GrayImage;
}

/**
 * A user test without users: hands of this project's own design, each with one pen, write all digits.
 *
 * It shows how a test is scored, and nothing about people.
 */
export function simulatePeople(
  { people, times, pens, seed }: SimulatePeopleOptions,
): SimulatedPicture[] {
  const source = createRandom(seed);
  const names = Object.keys(pens);
  return Array.from({ length: people }, (_, n) => {
    const person = `P${String(n + 1).padStart(2, "0")}`;
    const random = source.fork(person);
    const hand = designHand(random.fork("hand"));
    const pen = names[n % names.length];
    return Array.from(
      { length: times },
      (_, time) =>
        alphabets.digits.classes.map((written, digit) => ({
          file: `${person}-${written}-${time + 1}.png`,
          person,
          written,
          pen,
          picture: drawWithPen(writeSign(hand, digit, random), pens[pen]),
        })),
    ).flat();
  }).flat();
}
