import type { ModelCard } from "../../model/card.ts";

/** Which format a file of a model folder belongs to, by the start of its name. */
const FORMATS = {
  "model.json": "tfjs",
  "weights.bin": "tfjs",
  "model.onnx": "ONNX",
  "saved_model/": "SavedModel",
} as const;

/** The formats that a model folder holds. */
type FormatName = typeof FORMATS[keyof typeof FORMATS];

/**
 * Bytes that a model takes in each format.
 *
 * @throws {RangeError} for a file of the card that belongs to no format.
 */
export function formatSizes({ files }: Pick<ModelCard, "files">): Record<FormatName, number> {
  const sizes: Record<FormatName, number> = { tfjs: 0, ONNX: 0, SavedModel: 0 };
  for (const [name, { bytes }] of Object.entries(files)) {
    const format = Object.entries(FORMATS).find(([start]) => name.startsWith(start))?.[1];
    if (!format) throw new RangeError(`${name} belongs to no format that this project writes`);
    sizes[format] += bytes;
  }
  return sizes;
}
