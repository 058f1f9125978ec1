/**
 * Reads a drawing while it is drawn: one reading at a time, the newest drawing next.
 *
 * @param read gives the promise of an answer
 * @param onAnswer told of a drawing and what was read in it, unless it is over by then
 * @returns `follow`, which takes the drawing as it is now, and `stop`, for when it is over
 */
export function followDrawing({ read, onAnswer }) {
  let newest = null;
  let isReading = false;
  /** Counts the drawings that are over. */
  let over = 0;

  return {
    follow(drawing) {
      newest = drawing;
      if (!isReading) readNewest();
    },
    stop() {
      newest = null;
      over++;
    },
  };

  async function readNewest() {
    const [drawing, before] = [newest, over];
    newest = null;
    isReading = drawing !== null;
    if (!isReading) return;
    // What cannot be read yet may be later; when the pen is lifted, it is said.
    const answer = await read(drawing).catch(() => null);
    // What reads goes on while this answer is shown.
    readNewest();
    if (answer && before === over) onAnswer(drawing, answer);
  }
}
