import { UserError } from "../base/errors.ts";

/** A token that is shorter is guessed. */
const SHORTEST = 16;

/**
 * The token that callers must show, from a file or a variable of the environment; undefined where there is
 * none.
 *
 * @param file Its path.
 * @param variable The variable's value.
 * @throws {UserError} when the file cannot be read, or what it holds is no good as a token.
 */
export async function readToken(
  { file, variable }: { readonly file?: string; readonly variable?: string },
): Promise<string | undefined> {
  const token = file === undefined ? variable : await readFile(file);
  if (token === undefined) return undefined;
  const trimmed = token.trim();
  if (trimmed.length < SHORTEST || !/^[A-Za-z0-9._~+/-]+=*$/.test(trimmed)) {
    throw new UserError(
      `the token in ${file ?? "DIGITS_TOKEN"} is no good: it takes at least ${SHORTEST} letters, ` +
        "digits or signs of ._~+/-, such as `openssl rand -hex 32` prints",
    );
  }
  return trimmed;
}

async function readFile(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new UserError(`--token-file ${file}: ${(error as Error).message}`, { cause: error });
  }
}
