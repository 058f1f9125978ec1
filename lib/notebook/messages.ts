/**
 * How a process that runs a notebook tells what the cells show: on its standard output, as lines of JSON
 * between the lines that the cells print. So all comes in order, and nothing is lost.
 *
 * @module
 */

/** One of the messages that a Jupyter kernel publishes. */
export interface Message {
  readonly msg_type: string;
  // deno-lint-ignore no-explicit-any -- every type of message has its own content
  readonly content: any;
}

/** What a message begins with, as in JSON text sequences (RFC 7464). */
const MARK = "\x1e";

/** Writes one message to standard output. */
export function publish(message: Message): void {
  const bytes = new TextEncoder().encode(`${MARK}${JSON.stringify(message)}\n`);
  for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
}

/** The messages out of another process's standard output; what it prints comes as `stream`. */
export async function* published(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Message, void> {
  let rest = "";
  for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
    const end = text.lastIndexOf("\n") + 1;
    if (end > 0) {
      yield* messagesIn(rest + text.slice(0, end));
      rest = "";
    }
    rest += text.slice(end);
  }
  yield* messagesIn(rest);
}

/** A message reaches from its mark to its line's end; all else is printed. */
function* messagesIn(text: string): Generator<Message, void> {
  for (const [all, message] of text.matchAll(new RegExp(`${MARK}([^\n]*)\n|[^${MARK}]+`, "g"))) {
    yield message
      ? JSON.parse(message)
      : { msg_type: "stream", content: { name: "stdout", text: all } };
  }
}
