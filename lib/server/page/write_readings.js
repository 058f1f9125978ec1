import { sureness } from "./read_entry.js";

/** What was read as a table with commas (RFC 4180): file, number, confidence of the least sure digit, error. */
export function toCsv(entries) {
  const rows = entries.map(({ name, answer, failure }) => [
    name,
    answer?.text ?? "",
    answer ? sureness(answer).toFixed(4) : "",
    errorOf({ answer, failure }),
  ]);
  return [["file", "number", "confidence", "error"], ...rows]
    .map((row) => row.map(toCell).join(",") + "\r\n").join("");
}

/** The same as JSON, with every digit, its box and its probabilities. */
export function toJson(entries) {
  const readings = entries.map(({ name, answer, failure }) => {
    if (!answer) return { file: name, error: errorOf({ answer, failure }) };
    const { text, digits, width, height } = answer;
    return { file: name, text, width, height, digits };
  });
  return JSON.stringify(readings, null, 2) + "\n";
}

/** The same to be pasted into a sheet: a line each, file and number with a tab between. */
export function toLines(entries) {
  return entries.map(({ name, answer }) => `${toField(name)}\t${toField(answer?.text ?? "")}\n`)
    .join("");
}

/** Why there is no answer; empty where there is one. */
function errorOf({ answer, failure }) {
  return failure ?? (answer ? "" : "not-read-yet");
}

function toField(value) {
  return harmless(value).replace(/[\t\r\n]/g, " ");
}

function toCell(value) {
  const cell = harmless(value);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Spreadsheets take what begins like a formula for one: it is kept from that by an apostrophe. */
function harmless(value) {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
