import { ImageError } from "../base/errors.ts";

/**
 * The picture in a request: its whole body, or the field `file` of a form.
 *
 * Bytes are counted as they come, so that a body that lies about its length, or names none, is cut off too.
 *
 * @throws {ImageError} `too-large`, or `not-an-image` where a form holds no file.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBounded(request, maxBytes);
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data")) return bytes;
  let file: FormDataEntryValue | null;
  try {
    file = (await new Response(bytes, { headers: { "content-type": type } }).formData()).get(
      "file",
    );
  } catch {
    throw new ImageError(
      "not-an-image",
      "the form cannot be read: send the picture as field `file`",
    );
  }
  if (!(file instanceof File)) {
    throw new ImageError("not-an-image", "the form holds no picture: send it as field `file`");
  }
  return await file.bytes();
}

async function readBounded(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new ImageError(
      "too-large",
      `too large: at most ${
        (maxBytes / 2 ** 20).toFixed(0)
      } MiB are taken; make the picture smaller`,
    );
  if (Number(request.headers.get("content-length")) > maxBytes) {
    await request.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return await new Blob(chunks).bytes();
}
