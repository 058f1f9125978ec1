/** Why a file that somebody named, or a folder lists, is not there; `otherwise` where nothing more is known. */
export function noSuchFile(name: string, otherwise: string): string {
  // What a listing gives for bytes that are no UTF-8 names nothing.
  return name.includes("\ufffd") ? "its name is no UTF-8: give it another" : otherwise;
}
