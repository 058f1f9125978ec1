/**
 * What a notebook tells of its last full run: when and on which code and models it was, and what it took.
 *
 * It stands in the notebook's metadata; what it took is also a line of the notebook's head.
 */
import { type Notebook, sourceOf, toLines } from "./notebook_file.ts";

/** What a run takes. */
interface Costs {
  /** Processor time: the sum over all cores. */
  readonly minutes: number;
  /** The most memory that was held at once, in 10⁹ bytes. */
  readonly gigabytes: number;
}

/** One full run. */
export interface RunRecord {
  /** When it ended: ISO 8601, in UTC. */
  readonly at: string;
  /** The commit of its code, with `+` behind it where files differed from it; null without git. */
  readonly commit: string | null;
  /** The sha256 of the card of each model that it read, by the name of the model's folder. */
  readonly models: Readonly<Record<string, string>>;
  readonly costs: Costs;
}

/** Where it is kept in a notebook's metadata. */
const KEY = "last_run";

/** The line of the head, whatever it says. */
const LINE = /^\*\*A full run takes\*\* .*$/m;

/**
 * The notebook with a record of its run; the line of its head that begins with `**A full run takes**`, where
 * it has one, says what it took.
 */
export function withRecord(notebook: Notebook, record: RunRecord): Notebook {
  const [head, ...rest] = notebook.cells;
  return {
    ...notebook,
    cells: [
      { ...head, source: toLines(sourceOf(head).replace(LINE, costLine(record.costs))) },
      ...rest,
    ],
    metadata: { ...notebook.metadata, [KEY]: record },
  };
}

/** The record of the last full run; none before the first one. */
export function recordOf(notebook: Notebook): RunRecord | undefined {
  return notebook.metadata[KEY] as RunRecord | undefined;
}

/** What a run took, as a sentence. */
export function costLine({ minutes, gigabytes }: Costs): string {
  const whole = Math.round(minutes);
  const time = whole < 1 ? "less than a minute" : `about ${whole} minute${whole > 1 ? "s" : ""}`;
  return `**A full run takes** ${time} of processor time and ${gigabytes.toFixed(1)} GB of memory.`;
}
