/**
 * Sends bytes as they are, which no HTTP client would, and listens until the server closes or time is up.
 *
 * @returns What came back, and whether the server closed the connection; else it was still open.
 */
export async function rawHttp(
  url: string,
  sent: string | Uint8Array,
  { patience = 3_000 }: { readonly patience?: number } = {},
): Promise<{ readonly text: string; readonly closed: boolean }> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  let text = "";
  let closed = true;
  const timer = setTimeout(() => {
    closed = false;
    connection.close();
  }, patience);
  try {
    const bytes = typeof sent === "string" ? new TextEncoder().encode(sent) : sent;
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    const buffer = new Uint8Array(65_536);
    // One for all that comes: a character may come in two pieces.
    const decoder = new TextDecoder();
    for (let n; (n = await connection.read(buffer)) !== null;) {
      text += decoder.decode(buffer.subarray(0, n), { stream: true });
    }
  } catch {
    // A connection may be reset in the middle of what is sent: that is a way to close it.
  }
  clearTimeout(timer);
  if (closed) connection.close();
  return { text, closed };
}
