import { createHash } from "node:crypto";
import type { Card } from "./card.ts";

/** Size and sha256 of a file's bytes, for {@linkcode Card.files}. */
export function fingerprint(bytes: Uint8Array): Card["files"][string] {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
