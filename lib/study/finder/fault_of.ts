/** What may be wrong with the text of a picture. */
type Fault =
  | "too few digits"
  | "too many digits"
  | "not sure"
  | "misread"
  | "order or spaces";

/**
 * In what a wrong text differs from the true one, the first that holds.
 *
 * @param truth The true text, "?" for what is no digit.
 * @param answer What was read instead, "?" for a digit that is not trusted.
 */
export function faultOf(truth: string, answer: string): Fault {
  const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;
  const written = count(truth, /\d/g);
  const [sure, unsure] = [count(answer, /\d/g), count(answer, /\?/g)];
  const signs = count(truth, /\?/g);
  if (sure > written) return "too many digits";
  // What is not trusted may be a digit, as long as it is more than the signs that are written.
  if (sure + Math.max(0, unsure - signs) < written) return "too few digits";
  if (sure < written) return "not sure";
  const digits = (text: string) => text.replace(/\D/g, "").split("").sort().join("");
  return digits(truth) === digits(answer) ? "order or spaces" : "misread";
}
