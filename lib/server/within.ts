/**
 * Waits for `work`, for at most so many milliseconds.
 *
 * @throws {Error} what `late` gives, when the time is over; the work itself goes on.
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
