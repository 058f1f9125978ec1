/** The models as a browser takes them: one file, half as large when it is compressed. */
import type { ReadingCard } from "./card.ts";

/** A network as TensorFlow.js stores it: its layers, and the names and shapes of its weights. */
export interface PackedNetwork {
  readonly modelTopology: object;
  /** In the order in which their numbers follow each other. */
  readonly weightSpecs: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly dtype: "float32";
  }[];
}

/** What reading takes: see `packModels`. */
export interface ModelPack {
  readonly card: ReadingCard;
  readonly classifier: PackedNetwork;
  readonly finder: PackedNetwork;
  /** The classifier's weights, then the finder's. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/**
 * Bits that are kept of the 23 behind a weight's point.
 *
 * With 10, float16's, one confidence in eight moves by more than 0.001, and some by far more; with 18 none
 * does, and the bits that are left out need not be sent.
 */
const KEPT_BITS = 18;

/** Bytes of a weight, and of the number that a pack begins with. */
const BYTES = 4;

/**
 * Writes a pack: the length of a JSON in four bytes, little-endian, the JSON, then the weights, rounded.
 *
 * The lowest bytes of all weights come first, then all second bytes, and so on: bytes that are alike then stand
 * together, and compress.
 */
export function writePack({ weights, ...rest }: ModelPack): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(rest));
  const pack = new Uint8Array(BYTES + head.length + BYTES * weights.length);
  new DataView(pack.buffer).setUint32(0, head.length, true);
  pack.set(head, BYTES);
  const planes = pack.subarray(BYTES + head.length);
  const bits = new Uint32Array(weights.slice().buffer);
  const left = 23 - KEPT_BITS;
  bits.forEach((word, i) => {
    // Rounding up may carry into the exponent, which gives the right number.
    const rounded = ((word + (1 << (left - 1))) >>> left) << left;
    for (let k = 0; k < BYTES; k++) planes[k * bits.length + i] = rounded >>> (8 * k);
  });
  return pack;
}

/** Reads what {@linkcode writePack} wrote. */
export function readPack(pack: Uint8Array): ModelPack {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  const head = pack.subarray(BYTES, BYTES + length);
  const planes = pack.subarray(BYTES + length);
  const bits = new Uint32Array(planes.length / BYTES);
  for (let i = 0; i < bits.length; i++) {
    for (let k = 0; k < BYTES; k++) bits[i] |= planes[k * bits.length + i] << (8 * k);
  }
  return { ...JSON.parse(new TextDecoder().decode(head)), weights: new Float32Array(bits.buffer) };
}
