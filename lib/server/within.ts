/**
 * Waits for `work`, so long and no longer.
 *
 * @param limit Milliseconds.
 * @throws {Error} `late`, made when the time is over; nothing stops the work itself.
 */
export async function within<T>(
  work: Promise<T>,
  limit: number,
  late: () => Error,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limit);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
