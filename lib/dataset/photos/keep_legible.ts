import { inkColor } from "./develop.ts";
import { leastLight } from "./view/light.ts";
import { brightness, mapColor, type Scene, type Strength } from "./scene.ts";

/** The least difference of brightness between ink and paper, in [0, 1], that people surely read. */
const least: Readonly<Record<Strength, number>> = { mild: 0.3, medium: 0.17, strong: 0.09 };
/** Ink has to stand out from the noise by this many of its deviations. */
const OVER_NOISE = 1.3;

/**
 * A bolder ink where several degradations together would leave nothing to read: nobody takes a picture of
 * what cannot be seen.
 */
export function keepLegible(scene: Scene, strength: Strength): Scene {
  const { pen, paper, optics, light, sensor } = scene;
  const width = 2 * pen.radius;
  const spread = Math.hypot(optics.focus, optics.motion / 3.5);
  const left = leastLight(light) * width / (width + 2.2 * spread) * pen.opacity *
    (1 - pen.grain / 2);
  const seen = left * Math.abs(brightness(inkColor(scene)) - brightness(paper.color));
  const wanted = Math.max(least[strength], OVER_NOISE * sensor.noise);
  if (seen >= wanted) return scene;
  const short = wanted / Math.max(seen, 1e-3);
  const opacity = Math.min(1, pen.opacity * short);
  const rest = 1 - Math.min(1, opacity / pen.opacity / short);
  const end = paper.dark ? 1 : 0;
  const color = mapColor(pen.color, (level) => level + rest * (end - level));
  return { ...scene, pen: { ...pen, opacity, color } };
}
