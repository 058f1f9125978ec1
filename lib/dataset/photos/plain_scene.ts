import type { Random } from "../../base/random.ts";
import { evenLight } from "./view/light.ts";
import { drawRadius } from "./writing/pen.ts";
import type { Color } from "./color.ts";
import { eachSide } from "../area.ts";
import type { Scene } from "./scene.ts";

/** Height of a digit in pixels: the least of all, the least in a picture of 1000 pixels, and the most. */
const [LEAST, SMALL, LARGE] = [8, 24, 220];

/** A good photograph, `longest` pixels at most: white paper, a dark pen, a steady hand; no two are alike. */
export function plainScene(random: Random, longest = 1000): Scene {
  const least = Math.max(LEAST, SMALL * Math.min(1, longest / 1000));
  const white = random.uniform(0.86, 0.98);
  const warm = random.uniform(0, 0.04);
  const black = random.uniform(0.04, 0.2);
  const navy: Color = [black, black, black + random.uniform(0, 0.2)];
  return {
    pen: { radius: drawRadius(random), color: navy, opacity: 1, grain: 0 },
    paper: {
      color: [white, white - warm / 2, white - warm],
      dark: false,
      fibres: random.uniform(0, 0.006),
      clouds: random.uniform(0, 0.006),
      creases: [],
    },
    ...{ ruling: null, print: null, form: null, board: null, scan: null },
    ...{ frame: null, desk: null, binding: null, things: [], screen: null },
    light: evenLight(random),
    camera: {
      zoom: random.logUniform(least, LARGE),
      longest,
      roll: 0.015 * random.normal(),
      tilt: random.uniform(0, 0.08),
      direction: random.uniform(0, 2 * Math.PI),
      distance: 2,
      margins: eachSide(() => 0.25 * 8 ** random.uniform()),
    },
    optics: { focus: 0, pixels: random.uniform(0.35, 0.7), motion: 0, angle: 0 },
    sensor: { noise: random.uniform(0, 0.01), dead: 0, jpegQuality: null },
  };
}
