/** Why a picture was not read: the server's code or one of the page's own, and the steps until then. */
export class ReadError extends Error {
  constructor(code, steps = []) {
    super(code);
    this.code = code;
    this.steps = steps;
  }
}

/** How long an answer is waited for, in milliseconds; and bytes that the slowest of networks send in one. */
const [PATIENCE, SLOWEST] = [20_000, 50];

/** How often a server that went away, or is busy, is looked for, in milliseconds. */
const KNOCKS = 2_000;

/**
 * Asks the server what a picture says.
 *
 * @param picture the file, as a Blob
 * @param additions what the answer shall hold beside the reading: `inputs`, `steps`
 * @param signal ends the asking: then an AbortError is thrown
 * @throws {ReadError} with the server's code, `internal`, `lost`, `too-slow` or `unreachable`
 */
export async function readPicture(picture, additions, signal) {
  const late = new AbortController();
  const stop = () => late.abort();
  const timer = setTimeout(stop, PATIENCE + picture.size / SLOWEST);
  signal.addEventListener("abort", stop);
  try {
    const body = await picture.arrayBuffer().catch(() => {
      throw new ReadError("lost");
    });
    const query = additions.map((name) => `${name}=1`).join("&");
    const response = await fetch(`api/predict?${query}`, {
      method: "POST",
      body,
      signal: late.signal,
    });
    const answer = await response.json();
    if (!answer.digits) throw new ReadError(answer.error?.code ?? "internal", answer.steps);
    return answer;
  } catch (error) {
    if (error instanceof ReadError) throw error;
    signal.throwIfAborted();
    // A proxy's page is no JSON.
    if (error instanceof SyntaxError) throw new ReadError("internal");
    throw new ReadError(late.signal.aborted ? "too-slow" : "unreachable");
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Resolves when the server answers again; to false where `signal` ended the waiting. */
export async function serverIsBack(signal) {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, KNOCKS));
    if (await fetch("health", { signal }).then(({ ok }) => ok, () => false)) return !signal.aborted;
  }
  return false;
}
