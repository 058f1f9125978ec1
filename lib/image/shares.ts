/**
 * Shares of ink, from 0 to 1, as bytes and back.
 *
 * Plain loops: `Float32Array.from` with a function takes ten times as long, and these run over every picture.
 *
 * @module
 */

/** Bytes as shares of 255. */
export function toShares(bytes: Uint8Array): Float32Array {
  const shares = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) shares[i] = bytes[i] / 255;
  return shares;
}

/** Shares of 255 as bytes, to the nearest one. */
export function toBytes(shares: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(shares.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(255 * shares[i]);
  return bytes;
}

/** Shares of ink as grey bytes, black ink on white paper: as files of pictures have them. */
export function toLight(shares: Float32Array): Uint8Array {
  const light = new Uint8Array(shares.length);
  for (let i = 0; i < light.length; i++) light[i] = Math.round(255 * (1 - shares[i]));
  return light;
}
