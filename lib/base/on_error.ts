/**
 * Answers errors of one kind, for a promise's `catch`; any other goes on.
 *
 * @param answer What is given instead, or the error that is thrown instead.
 */
export function onError<E extends Error, T>(
  // deno-lint-ignore no-explicit-any -- whatever it is made of
  kind: new (...args: any[]) => E,
  answer: (error: E) => T,
): (error: unknown) => T {
  return (error) => {
    if (error instanceof kind) return answer(error);
    throw error;
  };
}
