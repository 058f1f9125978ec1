import { UserError } from "../base/errors.ts";

/** Characters of a token: a shorter one could be guessed. */
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
    const { IsADirectory, NotCapable, NotFound, PermissionDenied } = Deno.errors;
    if (error instanceof NotCapable) throw error;
    const reason = error instanceof NotFound
      ? "there is no such file"
      : error instanceof IsADirectory
      ? "it is a folder"
      : error instanceof PermissionDenied
      ? "it may not be read"
      : (error as Error).message;
    throw new UserError(`--token-file ${file}: ${reason}; name a file with a token in it`, {
      cause: error,
    });
  }
}
