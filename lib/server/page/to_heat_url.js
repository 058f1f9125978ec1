import { urlOfPixels } from "./to_data_url.js";

/** Blue speaks for a class, orange against it: they can be told apart on paper and on a board, by nearly everyone. */
const [FOR, AGAINST] = [[20, 120, 235], [235, 95, 10]];

/** How much of a picture the strongest colour covers, on ink and on the paper round it. */
const [INK, PAPER] = [0.95, 0.25];

/** Strengths are raised to this power, so that what is weak can be seen. */
const POWER = 0.6;

/**
 * A map of what speaks for and against something, as a data URL: it colours the ink, and nothing where neither does.
 *
 * @param input what the network saw, ink 1, as large as the map
 * @param strongest what gets the strongest colour
 */
export function toHeatUrl({ width, height, data }, { input, strongest }) {
  const pixels = new ImageData(width, height);
  data.forEach((value, i) => {
    const strength = Math.min(1, Math.abs(value) / strongest) ** POWER;
    const most = PAPER + (INK - PAPER) * input.data[i];
    const colour = value > 0 ? FOR : AGAINST;
    pixels.data.set([...colour, Math.round(255 * most * strength)], 4 * i);
  });
  return urlOfPixels(pixels);
}
