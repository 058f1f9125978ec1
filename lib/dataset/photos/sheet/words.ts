/** Words to print. No digit is among them, for whether printed ones are to be read is open; nor is a lone O, I or l. */
import type { Random } from "../../../base/random.ts";

/** What stands before a line to fill in. */
export const labels =
  ("Date:|Name:|Amount|Total:|No.|Account|Phone|Code:|Room|Table|Price:|Sum|Score:|Page|" +
    "Serial no.|Meter reading|Datum:|Betrag|Summe|Kunde|Menge|Nom|Somme|Prix:|Fecha:|" +
    "Importe|Ref.|Year|Age|Weight|Qty|PIN:").split("|");

/** What stands above the columns of a table. */
export const headings =
  ("Item Qty Price Sum Name Date Day Week Hours Time Team Points Rank Kg Menge Preis " +
    "Artikel Mon Tue Wed Thu Fri Notes Value").split(" ");

/** What windows, their menus and their buttons say. */
export const commands =
  ("File Edit View Image Colors Tools Help Insert Layout Brush Select Save Cancel OK " +
    "Share Home Pencil Eraser Undo Redo Zoom Untitled Paint").split(" ");

const onsets = "b c d f g h k l m n p r s t v w st tr ch sh br pl qu gr".split(" ");
const nuclei = ["a", "e", "i", "o", "u", "ea", "ou", "ie", "ä", "ü"] as const;
const codas = ["", "", "n", "r", "s", "t", "m", "nd", "st", "ng", "ck", "x"] as const;

/** A word that means nothing: one to four syllables. */
export function makeWord(random: Random): string {
  let word = "";
  for (let n = 1 + Math.floor(3.4 * random.uniform() ** 1.6); n > 0; n--) {
    word += random.pick(onsets) + random.pick(nuclei) + random.pick(codas);
  }
  return random.chance(0.15) ? capital(word) : word;
}

/** Words as in running text, with commas and full stops. */
export function makeText(words: number, random: Random): string[] {
  let start = true;
  return Array.from({ length: words }, () => {
    const word = start ? capital(makeWord(random)) : makeWord(random);
    start = random.chance(0.12);
    if (start) return word + ".";
    return random.chance(0.08) ? word + random.pick([",", ";", ":", " -"]) : word;
  });
}

/** With a capital to begin with. */
export function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
