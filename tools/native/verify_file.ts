import { createHash } from "node:crypto";
import { UserError } from "../../lib/base/errors.ts";

/**
 * Checks that a file is the very one that was meant.
 *
 * @param sha256 In hex.
 * @throws {UserError} naming the file and both sums.
 */
export async function verifyFile(path: string, sha256: string): Promise<void> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  const found = hash.digest("hex");
  if (found !== sha256) {
    throw new UserError(
      `${path} is damaged or not the file that was meant: its sha256 is ${found}, it should be ${sha256}`,
    );
  }
}
