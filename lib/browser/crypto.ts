/** Stands in for `node:crypto` in bundles for browsers, whose own does not work on pages without encryption. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** As Node's, for sha256 in hex. */
export function createHash(_name: "sha256") {
  const hash = sha256.create();
  const made = {
    update(data: string | Uint8Array) {
      hash.update(typeof data === "string" ? new TextEncoder().encode(data) : data);
      return made;
    },
    digest: (_encoding: "hex") => bytesToHex(hash.digest()),
  };
  return made;
}
