import type { Random } from "../../lib/base/random.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Where formats keep their signatures. */
const SIGNATURE = 12;

/** Damages a file: a copy of `bytes` with one to three changes. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  // Not slice(): of a Node Buffer that is the same memory.
  let damaged: Bytes = new Uint8Array(bytes);
  const changes = random.chance(0.5) ? 1 : 2 + random.integer(2);
  for (let i = 0; i < changes && damaged.length > 0; i++) {
    damaged = random.pick(CHANGES)(damaged, random);
  }
  // Without its signature a file is refused at once, which tries little of what reads it.
  if (random.chance(0.75)) damaged.set(bytes.subarray(0, Math.min(SIGNATURE, damaged.length)));
  return damaged;
}

/** Numbers on which length and size fields break: signs, limits, nothing. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** Formats keep their fields at the start. */
const HEADER = 64;

/** Each may change the array in place or give another. */
const CHANGES: readonly ((bytes: Bytes, random: Random) => Bytes)[] = [
  function flipBit(bytes, random) {
    bytes[random.integer(bytes.length)] ^= 1 << random.integer(8);
    return bytes;
  },
  function overwrite(bytes, random) {
    const [start, end] = range(bytes, random, 16);
    for (let i = start; i < end; i++) bytes[i] = random.integer(256);
    return bytes;
  },
  function setField(bytes, random) {
    const size = random.pick([1, 2, 4]);
    const at = random.integer(Math.min(HEADER, bytes.length));
    if (at + size > bytes.length) return bytes;
    const view = new DataView(bytes.buffer);
    const value = random.pick(EXTREMES);
    const little = random.chance(0.5);
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value, little);
    else view.setUint32(at, value, little);
    return bytes;
  },
  function cut(bytes, random) {
    const [start, end] = range(bytes, random, bytes.length / 4);
    return join(bytes.subarray(0, start), bytes.subarray(end));
  },
  function duplicate(bytes, random) {
    const [start, end] = range(bytes, random, bytes.length / 4);
    return join(bytes.subarray(0, end), bytes.subarray(start));
  },
  function truncate(bytes, random) {
    return bytes.slice(0, random.integer(bytes.length));
  },
];

/** Where a range of at most `longest` bytes (at least one) begins and ends. */
function range(bytes: Uint8Array, random: Random, longest: number): [number, number] {
  const start = random.integer(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random.integer(Math.max(1, longest)))];
}

function join(a: Bytes, b: Bytes): Bytes {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
