/**
 * Reads a drawing while it is drawn: the newest drawing next, as soon as somebody is free to read it.
 *
 * @param read gives the promise of an answer
 * @param atOnce gives how many drawings may be read at once; one when left out
 * @param onAnswer told of a drawing and what was read in it, unless it is over by then, or a newer one was told of
 * @returns `follow`, which takes the drawing as it is now, and `stop`, for when it is over
 */
export function followDrawing({ read, atOnce = () => 1, onAnswer }) {
  let newest = null;
  let reading = 0;
  /** Drawings are numbered as their reading begins; those up to number `told` are not told of any more. */
  let [begun, told] = [0, 0];

  return {
    follow(drawing) {
      newest = drawing;
      readNewest();
    },
    stop() {
      newest = null;
      told = begun;
    },
  };

  async function readNewest() {
    if (newest === null || reading >= atOnce()) return;
    const [drawing, number] = [newest, ++begun];
    newest = null;
    reading++;
    // What cannot be read yet may be later; when the pen is lifted, it is said.
    const answer = await read(drawing).catch(() => null);
    reading--;
    // What reads goes on while this answer is shown.
    readNewest();
    if (!answer || number <= told) return;
    told = number;
    onAnswer(drawing, answer);
  }
}
