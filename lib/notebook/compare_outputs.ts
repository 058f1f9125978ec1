import { Buffer } from "node:buffer";
import { type Cell, type Notebook, type Output, stringifyNotebook } from "./notebook_file.ts";

/**
 * How far numbers of a cell tagged `trained` may lie apart: by this share, by this much, or by one in
 * the last place shown. Between native and wasm, trainings of ten epochs differed in no place shown.
 */
const TOLERANCE = { relative: 0.01, absolute: 1e-5 };

/**
 * Where two runs of one notebook show different things.
 *
 * Cells must show the same, byte for byte. In a cell tagged `trained` numbers may differ by 1 %
 * or by one in their last place, and its pictures must only be about as large: another processor adds in
 * another order, and training magnifies the last bit. No cell's output may hold times at all.
 *
 * @returns One sentence for every cell that differs; none when the notebooks agree.
 */
export function compareOutputs(stored: Notebook, fresh: Notebook): string[] {
  return fresh.cells.flatMap((cell, i) => {
    if (cell.cell_type !== "code") return [];
    const before = stored.cells[i]?.outputs ?? [];
    const after = cell.outputs ?? [];
    const trained = cell.metadata.tags?.includes("trained") ?? false;
    const compare = trained ? compareLoosely : compareExactly;
    const difference = before.length === after.length
      ? compare(before, after)
      : `shows ${after.length} outputs, stored are ${before.length}`;
    return difference === undefined ? [] : [`cell ${i + 1}: ${difference}`];
  });
}

function compareExactly(before: Output[], after: Output[]): string | undefined {
  const index = after.findIndex((output, i) => bytes(output) !== bytes(before[i]));
  if (index < 0) return undefined;
  return `output ${index + 1} is ${brief(after[index])}, stored is ${brief(before[index])}`;
}

function compareLoosely(before: Output[], after: Output[]): string | undefined {
  for (const [i, output] of after.entries()) {
    const [p, q] = [pictureSize(before[i]), pictureSize(output)];
    const isAlike = kindOf(before[i]) === kindOf(output) && p.length === q.length &&
      sameText(textOf(before[i]), textOf(output));
    if (!isAlike) return `output ${i + 1} is ${brief(output)}, stored is ${brief(before[i])}`;
    if (p.some((length, side) => Math.abs(length - q[side]) > 0.05 * length)) {
      return `output ${i + 1} is a picture of ${q.join("x")}, stored is ${p.join("x")}`;
    }
  }
}

function bytes(output: Output): string {
  const cell: Cell = { cell_type: "code", metadata: {}, source: "", outputs: [output] };
  return stringifyNotebook({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

function kindOf(output: Output): string {
  return output.output_type === "stream" ? output.name : output.output_type;
}

/** What an output says: of a picture its title. */
export function textOf(output: Output): string {
  const text = output.output_type === "stream"
    ? output.text
    : output.data["text/plain"] as string | string[] | undefined;
  return [text ?? ""].flat().join("");
}

/** The same words, and numbers that lie close. */
function sameText(a: string, b: string): boolean {
  const number = /-?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?/g;
  if (a.replace(number, "#").replace(/ +/g, " ") !== b.replace(number, "#").replace(/ +/g, " ")) {
    return false;
  }
  const [p, q] = [a, b].map((text) => text.match(number) ?? []);
  return p.every((digits, i) => close(digits.replaceAll(",", ""), q[i].replaceAll(",", "")));
}

function close(a: string, b: string): boolean {
  const [p, q] = [Number(a), Number(b)];
  const tolerance = Math.max(
    TOLERANCE.absolute,
    TOLERANCE.relative * Math.max(Math.abs(p), Math.abs(q)),
    // Steps are no exact binary fractions: a little more than one of them.
    1.01 * Math.max(lastPlace(a), lastPlace(b)),
  );
  return Math.abs(p - q) <= tolerance;
}

/** What one step of the last digit is worth: 0.1 in `98.5`, 1e-8 in `3.0e-7`. */
function lastPlace(digits: string): number {
  const [mantissa, exponent = "0"] = digits.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

/** Width and height out of a PNG's header; none where there is no picture. */
function pictureSize(output: Output): number[] {
  if (output.output_type === "stream" || !("image/png" in output.data)) return [];
  const png = Buffer.from(String(output.data["image/png"]).slice(0, 64), "base64");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

function brief(output: Output): string {
  if (output.output_type !== "stream" && "image/png" in output.data) return "another picture";
  const text = textOf(output);
  return JSON.stringify(text.length > 80 ? text.slice(0, 80) + "…" : text);
}
