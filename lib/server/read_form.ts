import { Refusal } from "./refusal.ts";

/** The pictures in a form: field `file` holds one, fields `files` many. */
export interface PictureForm {
  readonly file?: Uint8Array;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/**
 * Reads a form of `multipart/form-data`; without a picture there is none.
 *
 * @param type The header `content-type`, which says where a field ends.
 * @throws {Refusal} 415 where it cannot be read or holds no picture.
 */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<PictureForm> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw noPicture("the form cannot be read");
  }
  const file = form.get("file");
  if (file instanceof File) return { file: await file.bytes(), files: [] };
  const files = form.getAll("files").filter((field) => field instanceof File);
  if (files.length === 0) throw noPicture("the form holds no picture");
  return {
    files: await Promise.all(
      files.map(async (one) => ({ name: one.name, bytes: await one.bytes() })),
    ),
  };
}

function noPicture(what: string): Refusal {
  return new Refusal(
    415,
    "not-an-image",
    `${what}: send a picture as field \`file\`, or many as fields \`files\``,
  );
}
