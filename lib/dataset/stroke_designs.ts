/** Signs as strokes of our own design. */
import type { Random } from "../base/random.ts";
import type { Stroke } from "../image/draw_strokes.ts";
import { schoolDesigns } from "./school_designs.ts";
import { capitalDesigns, doodleDesigns, signDesigns, smallDesigns } from "./sign_designs.ts";

/** A place that the pen bends towards; at a sharp one it turns a corner. */
interface Knot {
  readonly x: number;
  readonly y: number;
  readonly sharp: boolean;
}

/** The strokes of one form of a sign, about 1 high, y downward. */
type Letterform = readonly (readonly Knot[])[];

/**
 * Reads an alphabet, its classes and the forms of each: a line is a sign's name and one form, the commonest first. A
 * knot is `x,y` in hundredths of the height, `!` makes it sharp, `|` lifts the pen, behind `//` stands what it is.
 */
function alphabet(designs: string) {
  const forms = new Map<string, Letterform[]>();
  for (const line of designs.trim().split("\n")) {
    const [, name, form] = line.match(/^(\S+) +(.*?)( \/\/ .*)?$/)!;
    forms.getOrInsert(name, []).push(parseForm(form));
  }
  return { classes: [...forms.keys()], forms: [...forms.values()] };
}

/** The common ways in which people are taught to write digits. */
const digits = alphabet(`
0 34,0 12,2 -2,34 0,78 16,102 46,102 62,70 62,28 48,0 30,0
0 50,10 36,-4 8,6 -4,42 2,90 30,106 60,88 64,36 50,4 36,6
1 0,27 18,16 30,0! 30,50 28,100
1 30,0 30,50 28,100
1 4,26 20,14 30,0! 30,50 30,100 | 4,100 56,99
2 4,24 10,0 50,-6 62,26 40,58 16,82 0,100! 30,99 64,98
2 2,20 14,-4 52,-4 58,30 34,70 10,104 -6,94 6,78 28,86 44,102 66,94
3 2,14 16,-4 52,-4 58,30 40,46 16,47! 46,46 66,66 58,98 20,108 0,86
3 2,2 54,0! 38,22 22,40! 50,40 64,64 56,100 18,104 0,88
4 18,0 10,30 0,60! 30,60 62,58 | 46,26 44,60 42,100
4 46,0 24,34 0,68! 30,68 66,67 | 46,0 46,50 45,100
4 6,4 2,30 6,54 30,54 52,44! | 54,2 52,50 48,100
5 12,2 10,22 8,44! 26,34 56,42 66,72 50,102 16,104 0,88 | 12,2 34,2 60,0
5 58,0 36,2 12,2! 10,22 8,46! 28,36 58,42 64,74 48,102 14,104 0,90
6 44,0 16,22 0,56 2,92 22,106 54,100 58,70 40,52 16,56 4,76
6 30,0 6,34 -2,74 10,104 46,106 60,78 46,54 20,56 4,70
7 0,3 30,2 60,0! 36,46 22,100
7 0,3 30,2 60,0! 38,46 24,100 | 10,52 54,46
7 0,16 4,2! 30,2 58,0! 34,50 26,100
8 54,16 46,-4 10,-4 -2,24 16,44 46,56 64,76 50,106 12,106 -6,80 12,58 40,42 58,22 50,6
8 32,0 10,0 2,24 12,46 46,48 58,22 50,0 30,0 | 30,47 4,50 -6,78 10,104 48,106 68,78 54,50 30,47
9 52,20 44,0 14,-2 0,26 6,52 34,54 52,34 53,10! 52,50 46,100
9 52,20 44,0 14,-2 0,26 6,52 34,54 52,34 53,10! 56,56 50,98 22,106 2,90
`);

/** Eight of the Elder Futhark's runes: straight lines, made to be cut into wood. */
const runes = alphabet(`
fehu     10,0 10,100 | 10,38 50,-2 | 10,64 56,20
uruz     2,100 2,0! 52,32! 52,100
thurisaz 10,0 10,100 | 10,24 46,50! 10,76
ansuz    10,0 10,100 | 10,0 50,30 | 10,30 50,60
raido    10,0 10,100 | 10,0 50,24! 12,50! 54,100
kaunan   40,8 0,50! 40,92
gebo     0,0 60,100 | 60,0 0,100
wunjo    10,0 10,100 | 10,0 48,26! 10,52
`);

/** The alphabets that there are, by name. */
export const alphabets = {
  digits,
  schools: alphabet(schoolDesigns),
  runes,
  capitals: alphabet(capitalDesigns),
  small: alphabet(smallDesigns),
  signs: alphabet(signDesigns),
  doodles: alphabet(doodleDesigns),
} as const;
export type AlphabetName = keyof typeof alphabets;

/** Draws at random which digits somebody writes: most people's, or those of some school. */
export function drawAlphabet(random: Random): "digits" | "schools" {
  return random.chance(0.5) ? "schools" : "digits";
}

function parseForm(text: string): Letterform {
  return text.split(" | ").map((stroke) =>
    stroke.split(" ").map((knot) => {
      const [x, y] = knot.replace("!", "").split(",").map((part) => Number(part) / 100);
      return { x, y, sharp: knot.endsWith("!") };
    })
  );
}

/** How far a person's letterforms lie from the copybook's, and one writing from the next: deviations. */
const HABIT = 0.018;
const WAVER = 0.022;

/** One person's signs. */
export type DesignHand = readonly {
  readonly usual: Letterform;
  /** The form that slips in now and then. */
  readonly other: Letterform;
}[];

/** Draws at random how one person writes; `habit` is how far from the copybook, a standard deviation in heights. */
export function designHand(random: Random, name: AlphabetName = "digits", habit = HABIT) {
  return alphabets[name].forms.map((all): DesignHand[number] => {
    // The smaller of two lots keeps the rare forms rare.
    const usual = Math.min(random.integer(all.length), random.integer(all.length));
    const other = (usual + 1) % all.length;
    return { usual: jitter(all[usual], habit, random), other: jitter(all[other], habit, random) };
  });
}

/** One person writes a sign, of some place in the alphabet, once: strokes about 1 high, y downward; no two are alike. */
export function writeSign(hand: DesignHand, sign: number, random: Random): Stroke[] {
  return writeForm(hand[sign][random.chance(0.9) ? "usual" : "other"], random);
}

/**
 * Makes some hands, at random, write their ones as a mere line, and more ones than others do: these look most like the
 * lines of paper and of forms.
 *
 * @param write How the hand writes otherwise.
 * @param toOne Makes of strokes what `write` gives.
 */
export function withPlainOnes<T extends { readonly sign: string }>(
  write: (random: Random) => T,
  toOne: (strokes: Stroke[]) => T,
  random: Random,
): (random: Random) => T {
  if (!random.chance(0.3)) return write;
  const more = random.uniform(0, 0.25);
  const lean = random.chance(0.5) ? 0 : 0.12 * random.normal();
  return (lot) => {
    const written = lot.chance(more) ? null : write(lot);
    if (written && written.sign !== "1") return written;
    return toOne([[{ x: 0.3 + (lean + 0.015 * lot.normal()), y: 0 }, { x: 0.3, y: 1 }]]);
  };
}

/** Somebody writes a form once. */
export function writeForm(form: Letterform, random: Random): Stroke[] {
  return jitter(form, WAVER, random).map(roundOff);
}

function jitter(form: Letterform, deviation: number, random: Random): Letterform {
  return form.map((stroke) =>
    stroke.map(({ x, y, sharp }) => ({
      x: x + deviation * random.normal(),
      y: y + deviation * random.normal(),
      sharp,
    }))
  );
}

/** Cuts the corners of a polyline until it is smooth (Chaikin, 1974); ends and sharp knots stay. */
function roundOff(knots: readonly Knot[]): Stroke {
  let line = knots;
  for (let round = 0; round < 3; round++) {
    const last = line.length - 1;
    line = line.flatMap((knot, i) => {
      if (i === 0 || i === last || knot.sharp) return [knot];
      return [between(knot, line[i - 1]), between(knot, line[i + 1])];
    });
  }
  return line;
}

/** A quarter of the way from one knot to the next. */
function between(from: Knot, to: Knot): Knot {
  return { x: from.x + (to.x - from.x) / 4, y: from.y + (to.y - from.y) / 4, sharp: false };
}
