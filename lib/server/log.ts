import { UserError } from "../base/errors.ts";

/** What the log says of a request: nothing of its picture, its headers or its query. */
export interface LogEntry {
  /** When it was answered, as ISO 8601. */
  readonly time: string;
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Length of the body. */
  readonly bytes?: number;
  /** Why it was not served. */
  readonly code?: string;
}

/** Longest path that is kept. */
const LONGEST = 200;

/**
 * A line for a log, as JSON: what clients send cannot begin a second one.
 *
 * @example
 * ```ts
 * import { formatLog } from "./log.ts";
 * import assert from "node:assert/strict";
 *
 * const entry = {
 *   time: "2026-01-01T00:00:00.000Z",
 *   client: "127.0.0.1",
 *   method: "GET",
 *   path: "/a\nb",
 *   status: 404,
 *   milliseconds: 1,
 * };
 * assert.equal(formatLog(entry).split("\n").length, 1);
 * ```
 */
export function formatLog(entry: LogEntry): string {
  return JSON.stringify({ ...entry, path: entry.path.slice(0, LONGEST) });
}

/** A line of the same log for an error: a defect with its stack, a {@linkcode UserError} by its message. */
export function formatDefect(error: unknown): string {
  const time = new Date().toISOString();
  const text = error instanceof UserError ? error.message : (error as Error).stack ?? String(error);
  return JSON.stringify({ time, error: text });
}
