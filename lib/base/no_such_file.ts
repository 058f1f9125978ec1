/** Why a file that was named, or listed by its folder, is not found: because of its name, or else `otherwise`. */
export function noSuchFile(name: string, otherwise: string): string {
  // A listing puts U+FFFD in place of bytes that are no UTF-8: no file has that name.
  return name.includes("\ufffd") ? "its name is no UTF-8: give it another" : otherwise;
}
