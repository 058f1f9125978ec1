/** What was done, so that it can be undone and done again; states are values that nobody changes. */
export function createHistory(first) {
  const states = [first];
  let at = 0;
  return {
    get now() {
      return states[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < states.length - 1;
    },
    /** Goes on to a new state; what was undone is forgotten. */
    push(state) {
      states.splice(++at, Infinity, state);
    },
    undo() {
      at = Math.max(0, at - 1);
    },
    redo() {
      at = Math.min(states.length - 1, at + 1);
    },
  };
}
