/** Numbers among signs, letters and words, words alone, and numbers with crossed-out digits. */
import type { Random } from "../../../base/random.ts";
import { alphabets } from "../../stroke_designs.ts";
import { encircled, underlined } from "./extra_strokes.ts";
import type { Block } from "./line.ts";
import { type Scribe, writeText } from "./scribe.ts";

/** What is written; "9" stands for some digit. */
const formulas = [
  "99+9=99|9+9|99-9=9|9×9=99|99:9=9|99÷9|9*9|9/9|x=9|y=99|9x+9|(9)|(99+9)×9|-99|9=9",
  "9.99|99,99|9.9|9,999|999.99|9.999,99|99 %|9%|9.9 %|#9|#99|99!|9?|99;99|9:9|9-9",
  "99/99/9999|99.99.9999|9.9.99|9999-99-99|99:99|9:99|9/99|99-99-99|99.99.|9.|99)|9) 99",
  "A9|K99|9A|9D|99C|Nr 99|Nr. 9|N 99|H9N 9P9|M 99 999|T9|E9|99 cm|99 m|9 km|99 x 99|9 h|9th",
  "9/9|99/99|9/9/99|99/99/99|99/99/9999|9/9/9999|9/99|99 / 99|9/9|99/99|9/9/9999|99/99/9999|9/9/99|$9.99|$99|$ 99|€99|99 €|99 > 9|9<99|9>9|9) 99",
  "9 → 9|99 → 99|9 ← 9|→ 99|✓ 99|✗ 9|99 ✓|9 ✗|☺ 9|99 ☺|★ 99|9 ★|♥ 9|99 ♥|9 & 9|99 & 99",
  "Tee 9|9 kaffee|Mai 99|Haut 9|9 ham|Part 9|Tram 99|Unit 9|at 9|ca. 99|max 99|p. 99|99 ff.",
].flatMap((line) => line.split("|"));

/** Words of letters that are no digit's shape. */
const words =
  ("Name Date Tee Nummer Hand Paket kaufen hat and the Type Datum Rate Mark Anna Emma Peter Marta Ratte " +
    "Hund Frau Herr text paper June May March Part Mitte Kaffee Tram mit am Mama Papa cat hat " +
    "make them than what water thank Mathe Thema Karte Treppe nein nicht heute mehr haut Unit " +
    "exam turn time mean March return river never peach cute make in a The Raum Adam KAPUT TEXT " +
    "NAME TERM PART HERR").split(" ");

/**
 * What stands before numbers, what stands behind them, and other words: `DIGIT_LIKE` letters are among them, for
 * beside others everybody knows them to be letters.
 */
const before =
  ("Total Summe Somme Saldo Nr. No. Tel. Telefon Mobil Zimmer Room Salle Konto Account Platz Place Gleis Linie " +
    "Bus Zug Block Box Zone Seite Page Blatt Band Klasse Class Gruppe Group Spiel Punkte Score Level " +
    "Order Code Post Position Stock Haus House Datum Date Tisch Table Tag Day Alter Age Zahl Number Ziel Preis " +
    "Price Betrag Amount Bill Invoice Rechnung Lager Menge Quantity Gate Flight Train Tram Lesson Kapitel " +
    "Figure Bild Aufgabe Question Exercise Answer Plus Minus Rest Rabatt Bonus Limit Serial Model Type " +
    "Weight Gewicht Distance Temperatur Kilometer Zeit Time Start End Version " +
    "Paragraph").split(" ");
const behind =
  ("kg ml Liter Euro Stk. Stunden hours Tage days Jahre years Minuten min. Sek. boxes Eier eggs " +
    "bottles pages Seiten miles Meter Grad Prozent percent points Punkte Personen people Gramm times mal " +
    "pieces dollars Cent Wochen weeks Uhr litres").split(" ");
const others =
  ("bread milk sugar Butter Salz Obst Zucker oil rice beans Berlin London Lisboa Oslo Wien Paris Zagreb " +
    "Bogota Madrid please bitte bald gestern also jetzt because should could again Hallo Hello Bob Lisa " +
    "Olga Sofia Zoe Isabel Boris Gisela Klaus Susi danke gracias solution results begin light blue gelb " +
    "schwarz rot lang kurz gross klein sonst ist das ein und oder so bis bei aus").split(" ");

const { signs, doodles, capitals, small } = alphabets;
/** What stands among or instead of letters. */
const marks = [...signs.classes, ...doodles.classes];

/** Numbers with signs or letters between or beside, one to three lines. */
export function writeSigns(scribe: Scribe, random: Random): Block {
  const pattern = () => random.chance(0.65) ? random.pick(formulas) : mixture(random);
  return writeLines(pattern, scribe, random);
}

/**
 * Notes in somebody's hand: half of them numbers beside words and words alone, the other half numbers alone. Without
 * the latter, nearly all that a hand writes would be letters, and a network would take all of it for letters.
 */
export function writeNotes(scribe: Scribe, random: Random): Block {
  const number = () => {
    const digits = "9".repeat(1 + random.integer(4));
    return random.chance(0.75) ? digits : digits + random.pick([".", ",", "-", "/", ":"]) + "99";
  };
  const label = () => random.pick(before) + (random.chance(0.3) ? ":" : "");
  const beside = [
    () => `${label()} ${number()}`,
    () => `${label()} ${number()}`,
    () => `${number()} ${random.pick(behind)}`,
    () => `${label()} ${number()} ${random.pick(behind)}`,
    () => `${number()} ${random.pick(others)}`,
    () => `${random.pick(others)} ${random.pick(others)}`,
  ];
  const alone = [
    () => "9".repeat(1 + random.integer(10)),
    () => `${number()} ${number()}`,
    () => random.pick(formulas),
  ];
  const patterns = random.pick([beside, alone]);
  return writeLines(() => random.pick(patterns)(), scribe, random);
}

/** Letters, and signs now and then, without any digit. */
export function writeWords(scribe: Scribe, random: Random): Block {
  const pattern = () =>
    Array.from({ length: 1 + random.integer(3) }, () => drawWord(random)).join(" ");
  return writeLines(pattern, scribe, random);
}

/** One to three lines of what is drawn at random. */
function writeLines(drawPattern: () => string, scribe: Scribe, random: Random): Block {
  const lines = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => {
    const line = writeText(drawPattern(), scribe, drawStyle(random), random);
    return encircled(underlined(line, scribe, 0.12, random), scribe, 0.15, random);
  });
  return { lines, gaps: [0.2, 0.9] };
}

/** A number or two in which one digit or two are crossed out. */
export function writeCrossed(scribe: Scribe, random: Random): Block {
  const groups = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => 2 + random.integer(4));
  const count = groups.reduce((sum, length) => sum + length, 0);
  const all = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const crossed = new Set(all.slice(0, count > 3 && random.chance(0.3) ? 2 : 1));
  const pattern = groups.map((length) => "9".repeat(length)).join(" ");
  const line = writeText(pattern, scribe, { ...drawStyle(random), crossed }, random);
  return { lines: [underlined(line, scribe, 0.1, random)], gaps: [0, 0] };
}

const drawStyle = (random: Random) => ({ slope: random.uniform(-0.03, 0.03) });

/** Some digits with signs or letters before, after or among them. */
function mixture(random: Random): string {
  const count = 1 + random.integer(3);
  const parts = Array.from({ length: count }, () => "9".repeat(1 + random.integer(3)));
  const letters = [...capitals.classes, ...small.classes];
  const sign = () =>
    random.pick(random.chance(0.7) ? signs.classes : [...letters, ...doodles.classes]);
  let text = random.chance(0.3) ? sign() : "";
  parts.forEach((part, i) => {
    text += part;
    if (i < parts.length - 1 || random.chance(0.4) || parts.length === 1 && text === part) {
      text += random.chance(0.2) ? ` ${sign()} ` : sign();
    }
  });
  return text.trim();
}

function drawWord(random: Random): string {
  const way = random.uniform();
  if (way < 0.55) return random.pick(words);
  if (way < 0.65) return random.pick(marks);
  const length = random.chance(0.3) ? 1 : 2 + random.integer(5);
  const upper = random.chance(0.4);
  return Array.from({ length }, (_, i) => {
    const letters = upper || i === 0 && random.chance(0.4) ? capitals : small;
    return random.pick(letters.classes);
  }).join("");
}
