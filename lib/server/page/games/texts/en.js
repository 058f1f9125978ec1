/** What the games say in English, by key; `{name}` stands for a value. */
export default {
  "start": "Start",
  "fool-about":
    "Draw digits that people read and the network does not. Where it reads something else, {wrong} points; where it is not sure, {doubt}. {rounds} digits are asked for; {winning} points win.",
  "fool-task": "Draw the digit {digit} so that it is not read",
  "fool-so-far": "Digit {round} of {rounds}, points: {points}",
  "done": "Done",
  "draw-first": "Draw something first.",
  "reads": "It reads: {read}",
  "is-it": "It reads “{read}”. Would anyone beside you read that as {digit}?",
  "yes": "Yes",
  "no": "No",
  "fool-seen": "{digit} was read as “{read}”. Points: {points}.",
  "fool-won": "You fooled it: {points} of {most} points",
  "fool-lost": "It was not fooled: {points} of {most} points",
  "ten-about":
    "Write each digit that is asked for. The next one comes when it is read. The clock starts at {seconds} seconds.",
  "ten-task": "Write the digit {digit}",
  "later": "This one later",
  "left": "{seconds} s left",
  "ten-won": "Ten digits in {seconds} s",
  "ten-lost": "{count} of 10 digits in {seconds} s",
  "round-read": "{asked} was read as {read}",
  "again": "Play again",
  "save": "Save the picture",
  "share": "Share the picture",
  "no-reader":
    "What reads on this device could not be started, so nobody can play here. Close this, and try again.",
};
