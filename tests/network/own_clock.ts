/**
 * Does something by a clock of its own, which moves on by so many milliseconds whenever it is read: what is to
 * end by the clock ends after as many steps on any machine.
 */
export async function byOwnClock<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const { now } = performance;
  let time = 0;
  performance.now = () => time += milliseconds;
  try {
    return await work();
  } finally {
    performance.now = now;
  }
}
