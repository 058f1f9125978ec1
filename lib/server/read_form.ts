import { Buffer } from "node:buffer";
import { Refusal } from "./refusal.ts";

/** The pictures in a form: field `file` holds one, fields `files` many. */
export interface PictureForm {
  readonly file?: File;
  readonly files: readonly File[];
}

/** How many fields a form may have that hold no picture, its end among them. */
const OTHERS = 16;

/** The advice in each refusal. */
const HOW = "send a picture as field `file`, or many as fields `files`";

/**
 * Reads the pictures in a form of `multipart/form-data`.
 *
 * @param type The header `content-type`, which says where a field ends.
 * @param most Most pictures.
 * @throws {Refusal} 415 where it cannot be read or holds no picture, 413 where it holds too many, 400 where it holds
 * one beside others.
 */
export async function readForm(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  most: number,
): Promise<PictureForm> {
  const boundary = type.match(/;\s*boundary="?([\w'()+,./:=?-]+)/i)?.[1];
  if (boundary === undefined) throw noPicture("the form names no boundary");
  // Parsing keeps all else waiting, for seconds where there are many fields: they are counted first.
  if (isMoreOften(bytes, `--${boundary}`, most + OTHERS)) throw tooMany(most);
  let form: FormData;
  try {
    const headers = { "content-type": `multipart/form-data; boundary="${boundary}"` };
    form = await new Response(bytes, { headers }).formData();
  } catch {
    throw noPicture("the form cannot be read");
  }
  const [one, many] = [filesOf(form, "file"), filesOf(form, "files")];
  if (one.length + many.length === 0) throw noPicture("the form holds no picture");
  // Whoever sends a picture hears of it: none is passed over.
  if (one.length > 1 || one.length === 1 && many.length > 0) {
    const message = `the form has ${one.length} of field \`file\`, ${many.length} of \`files\``;
    throw new Refusal(400, "bad-request", `${message}: ${HOW}`);
  }
  if (many.length > most) throw tooMany(most);
  return { file: one[0], files: many };
}

/** The files of a name; a field without a file name is text. */
function filesOf(form: FormData, name: string): File[] {
  return form.getAll(name).map((field) => {
    if (field instanceof File) return field;
    throw noPicture(`field \`${name}\` has no file name, so it is text`);
  });
}

/** Whether `text` stands in `bytes` more than so many times. */
function isMoreOften(bytes: Uint8Array<ArrayBuffer>, text: string, times: number): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = -text.length;
  for (let found = 0; found <= times; found++) {
    at = buffer.indexOf(text, at + text.length);
    if (at < 0) return false;
  }
  return true;
}

function tooMany(most: number): Refusal {
  const message = `too many pictures: at most ${most} are taken at a time`;
  return new Refusal(413, "too-large", message);
}

function noPicture(what: string): Refusal {
  return new Refusal(415, "not-an-image", `${what}: ${HOW}`);
}
