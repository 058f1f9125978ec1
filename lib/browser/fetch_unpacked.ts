/**
 * Fetches a file that the server gives out compressed as gzip, and unpacks it.
 *
 * @throws {Error} when it does not come.
 */
export async function fetchUnpacked(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const { ok, status, body } = await fetch(url);
  if (!ok) throw new Error(`${url} could not be loaded: status ${status}`);
  const unpacked = new Response(body!.pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await unpacked.arrayBuffer());
}
