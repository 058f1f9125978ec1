import type { Progress } from "../lib/base/progress.ts";

/**
 * Draws {@linkcode Progress} as a bar on standard error; on anything but a terminal, as a line now and then.
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
    const left = share > 0 ? (now - started) / 1000 * (1 / share - 1) : NaN;
    const time = share < 1 ? `${clock(left)} left` : clock((now - started) / 1000);
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    if (terminal) {
      const filled = Math.round(share * 24);
      const bar = "█".repeat(filled) + "░".repeat(24 - filled);
      write(`\r\x1b[2K${title} ${bar}${percent}  ${time}  ${note}`);
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

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}

/** Seconds as `m:ss`, or as `h:mm:ss` from an hour up. */
function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-:--";
  const whole = Math.round(seconds);
  const pad = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}
