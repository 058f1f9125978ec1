/** The ten digits in an order of chance, another one in each game. */
export function shuffledDigits() {
  const keys = crypto.getRandomValues(new Uint32Array(10));
  return [...keys.keys()].sort((a, b) => keys[a] - keys[b]);
}
