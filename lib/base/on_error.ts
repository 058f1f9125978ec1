/**
 * Handles errors of one class in a promise's `catch`, and throws any other again.
 *
 * @param answer Gives the value that takes the error's place, or throws another error.
 */
export function onError<E extends Error, T>(
  // deno-lint-ignore no-explicit-any -- its constructor is not called
  kind: new (...args: any[]) => E,
  answer: (error: E) => T,
): (error: unknown) => T {
  return (error) => {
    if (error instanceof kind) return answer(error);
    throw error;
  };
}
