import type { Progress } from "../lib/base/progress.ts";

/** The time left is not told before this share is done, or these seconds are over. */
const EARLY = { share: 0.03, seconds: 20 };

/**
 * Draws {@linkcode Progress} as a bar on standard error; on anything but a terminal, as a line now and then.
 *
 * By hand, since cli-progress writes a log's lines by a timer, which work that never yields holds up, and
 * takes the time left from the last steps alone.
 *
 * @param title What is going on, such as `training`.
 * @returns The callback, and `finish`, which ends the bar's line.
 */
export function progressBar(title: string): { onProgress: Progress; finish: () => void } {
  const terminal = Deno.stderr.isTerminal();
  const started = performance.now();
  let drawn = -Infinity;
  let open = false;

  const onProgress: Progress = (done, total, note = "") => {
    const now = performance.now();
    // Ten frames a second are enough for eyes, one line in ten seconds for a log.
    if (done < total && now - drawn < (terminal ? 100 : 10_000)) return;
    drawn = now;
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const seconds = (now - started) / 1000;
    // The first steps take longer than the others: what they foretell is far too long.
    const isKnown = share >= EARLY.share || share > 0 && seconds >= EARLY.seconds;
    const left = isKnown ? seconds * (1 / share - 1) : NaN;
    const time = share < 1 ? `${clock(left)} left` : clock(seconds);
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    if (terminal) {
      // A terminal that does not know its width says 0.
      const { columns } = Deno.consoleSize();
      const text = `${percent}  ${time}  ${note}`;
      write(`\r\x1b[2K${barLine({ title, share, text, columns: columns || 80 })}`);
      open = true;
    } else {
      write(`${title}${percent}  ${time}  ${note}\n`);
    }
  };
  const finish = () => {
    if (open) write("\n");
    open = false;
  };
  return { onProgress, finish };
}

/**
 * A bar between a title and a text, in one line of the terminal: a longer one would be left behind by each that follows.
 *
 * @param columns The terminal's width in characters.
 */
export function barLine(
  { title, share, text, columns }: {
    readonly title: string;
    readonly share: number;
    readonly text: string;
    readonly columns: number;
  },
): string {
  const room = columns - 1;
  const width = Math.max(0, Math.min(24, room - title.length - 1 - text.trimEnd().length));
  const filled = Math.round(share * width);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return `${title} ${bar}${text}`.slice(0, room);
}

/** A bar for work in stages: `onStage` ends the line of the one before and begins another. */
export function stagedBar(title: string) {
  let bar = progressBar(title);
  const onProgress: Progress = (...come) => bar.onProgress(...come);
  return {
    onProgress,
    onStage(stage: string) {
      bar.finish();
      bar = progressBar(stage);
      // Shows the stage's title, even where nothing tells how far it is.
      bar.onProgress(0, 1);
    },
    finish: () => bar.finish(),
  };
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}

/** Seconds as `mm:ss`, or as `h:mm:ss` from an hour up. */
function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "--:--";
  return Temporal.Duration.from({ seconds: Math.round(seconds) }).round({ largestUnit: "hour" })
    .toLocaleString("en", { style: "digital", hoursDisplay: "auto" });
}
