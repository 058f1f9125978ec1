/** What lies about or comes into view: hands, pens, cups, cables, phones. None covers the writing. */
import { createRandom, type Random } from "../../../base/random.ts";
import type { Point } from "../../../image/draw_strokes.ts";
import { type Area, areaAt, boundsOf, grown, type Side } from "../../area.ts";
import { type Bar, barFrom } from "../../bar.ts";
import { noiseAt, smoothNoise } from "./grain.ts";
import { type Layer, roundedBoxDistance } from "./layer.ts";
import { type Color, mapColor, palette } from "../color.ts";

const painters = { hand: layHand, pen: layPen, cup: layCup, cable: layCable, phone: layPhone };
export type ThingKind = keyof typeof painters;
/** Everything that can lie about. */
export const thingKinds = Object.keys(painters) as ThingKind[];

/** One thing in view. */
export interface Thing {
  readonly kind: ThingKind;
  readonly side: Side;
  /** From the writing to the thing at least, in em. */
  readonly gap: number;
  /** Scale: half a finger's width, in em. */
  readonly size: number;
  readonly seed: number;
}

const skins = palette("95,78,68 88,68,55 78,57,42 62,43,30 45,30,21 32,21,16");
const paints = palette("10,10,12 10,20,60 80,12,12 95,75,10 90,90,90 15,50,30 60,62,65");

/** Puts a thing beside the writing. */
export function layThing(thing: Thing, area: Area, layer: Layer): void {
  const random = createRandom(thing.seed);
  const [x, y] = [[-1, 0], [0, -1], [1, 0], [0, 1]][thing.side];
  painters[thing.kind]({ thing, area, layer, random, out: { x, y } });
}

interface Placing {
  readonly thing: Thing;
  readonly area: Area;
  readonly layer: Layer;
  readonly random: Random;
  /** Away from the writing. */
  readonly out: Point;
}

/** A place next to the writing's side, at its border. */
function besideWriting({ area, out, random }: Placing): Point {
  const t = random.uniform();
  return {
    x: out.x === 0 ? area.left + t * (area.right - area.left) : out.x < 0 ? area.left : area.right,
    y: out.y === 0 ? area.top + t * (area.bottom - area.top) : out.y < 0 ? area.top : area.bottom,
  };
}

/** Bars, moved away from the writing until the thing's gap is free. */
function clear(bars: readonly Bar[], { thing, area, out }: Placing): Bar[] {
  const lacking = bars.flatMap(({ from, to, radius }) =>
    [from, to].map(({ x, y }) => {
      // Beyond the side that the thing is on, whatever it does along it.
      const beyond = [area.left - x, area.top - y, x - area.right, y - area.bottom][thing.side];
      return thing.gap + radius - beyond;
    })
  );
  const short = Math.max(0, ...lacking);
  const move = ({ x, y }: Point) => ({ x: x + short * out.x, y: y + short * out.y });
  return bars.map(({ from, to, radius }) => ({ from: move(from), to: move(to), radius }));
}

/** Keeps light off around a bar. */
function shade(bar: Bar, layer: Layer, depth: number): void {
  const reach = 0.5 * bar.radius;
  const shift = ({ x, y }: Point) => ({ x: x + 0.25 * reach, y: y + 0.4 * reach });
  const shifted = { ...bar, from: shift(bar.from), to: shift(bar.to) };
  layer.paintAlong(shifted, 2.5 * reach, ({ away }, i) => {
    const beyond = away - bar.radius;
    if (beyond > 2.5 * reach) return;
    layer.dim(i, 1 - depth * Math.exp(-((Math.max(0, beyond) / reach) ** 2)));
  });
}

function layHand(place: Placing): void {
  const { thing: { size }, layer, random, out } = place;
  const skin = mapColor(random.pick(skins), (level) => level * random.uniform(0.92, 1.05));
  const turn = random.uniform(-0.6, 0.6);
  const [ux, uy] = [
    out.x * Math.cos(turn) - out.y * Math.sin(turn),
    out.x * Math.sin(turn) + out.y * Math.cos(turn),
  ];
  const tip = besideWriting(place);
  const count = random.pick([1, 1, 2, 3, 4]);
  const fingers = Array.from({ length: count }, (_, k): Bar => {
    const radius = size * random.uniform(0.85, 1.1);
    const side = (k - (count - 1) / 2) * 2.05 * size;
    const back = size * random.uniform(0, 1.4);
    const from = { x: tip.x - side * uy + back * ux, y: tip.y + side * ux + back * uy };
    return { from, to: { x: from.x + 9 * size * ux, y: from.y + 9 * size * uy }, radius };
  });
  const [palmX, palmY] = [tip.x + 8 * size * ux, tip.y + 8 * size * uy];
  const palm = {
    from: { x: palmX, y: palmY },
    to: { x: palmX + 20 * size * ux, y: palmY + 20 * size * uy },
    radius: size * (1.4 + count),
  };
  const [rest, ...front] = clear([palm, ...fingers], place);
  for (const bar of [rest, ...front]) shade(bar, layer, 0.4);
  paintSkin(rest, skin, null, layer);
  const nails = random.chance(0.7) ? random.uniform(0.5, 0.65) : null;
  for (const finger of front) paintSkin(finger, skin, nails, layer);
}

function paintSkin(bar: Bar, skin: Color, nail: number | null, layer: Layer): void {
  const { radius } = bar;
  const rosy: Color = [Math.min(1, skin[0] * 1.08), skin[1] * 1.02, skin[2] * 1.05];
  layer.paintAlong(bar, 0, ({ along, across, away }, i, x, y) => {
    const share = layer.coverage(radius - away);
    if (share === 0) return;
    const q = away / radius;
    let level = 1.04 - 0.38 * q * q * q + 0.04 * across / radius +
      0.025 * noiseAt(smoothNoise, x * 21, y * 21);
    let color = skin;
    if (nail !== null) {
      // Folds over the joints.
      for (const joint of [2.4, 5.4]) {
        const t = along / radius - joint;
        if (Math.abs(t) < 0.4) level -= 0.1 * Math.max(0, Math.cos(18 * t)) * (1 - q);
      }
      const [u, v] = [(along / radius - 0.05) / 0.75, across / radius / nail];
      const inside = Math.sqrt(Math.sqrt(u ** 4 + v ** 4));
      if (inside < 1) [color, level] = [rosy, level + (u < -0.75 ? 0.16 : 0.07)];
      else if (inside < 1.12) level -= 0.1;
    }
    layer.blend(i, share, color, level);
  });
}

function layPen(place: Placing): void {
  const { thing: { size }, layer, random, out } = place;
  const middle = besideWriting(place);
  const along = (out.x === 0 ? 0 : Math.PI / 2) + random.uniform(-0.35, 0.35);
  const half = size * random.uniform(7, 12);
  const turned = random.chance(0.5) ? 1 : -1;
  const [dx, dy] = [turned * half * Math.cos(along), turned * half * Math.sin(along)];
  const slide = random.uniform(-0.5, 0.5);
  const at = { x: middle.x + slide * dx, y: middle.y + slide * dy };
  const radius = size * random.uniform(0.3, 0.5);
  const [from, to] = [-1, 1].map((end) => ({ x: at.x + end * dx, y: at.y + end * dy }));
  const [bar] = clear([{ from, to, radius }], place);
  const paint = random.pick(paints);
  const cap = random.pick(paints);
  const wood = random.chance(0.4);
  const point = radius * random.uniform(3, 6);
  shade(bar, layer, 0.35);
  layer.paintAlong(bar, 0, ({ along, across }, i) => {
    if (along < 0 || along > 2 * half) return;
    const width = radius * Math.min(1, 0.12 + along / point);
    const share = layer.coverage(width - Math.abs(across));
    if (share === 0) return;
    const v = across / width;
    const lit = (wood ? 1 - 0.2 * Math.abs(Math.round(2 * v)) : 1 - 0.5 * v * v) +
      (Math.abs(v + 0.35) < 0.12 ? 0.25 : 0);
    const color: Color = along < 0.25 * point
      ? [0.15, 0.15, 0.16]
      : along < point
      ? (wood ? [0.85, 0.66, 0.45] : [0.6, 0.6, 0.62])
      : along > 1.6 * half
      ? cap
      : paint;
    layer.blend(i, share, color, lit);
  });
}

function layCup(place: Placing): void {
  const { thing: { size }, layer, random } = place;
  const radius = size * random.uniform(3, 5.5);
  const at = besideWriting(place);
  const [{ from }] = clear([{ from: at, to: at, radius }], place);
  const china = random.pick(paints);
  const drink = random.pick(palette("20,11,6 45,28,16 75,70,62"));
  const turn = random.uniform(0, 2 * Math.PI);
  const handle = barFrom(from, turn, 1.35 * radius, 0.13 * radius);
  // The handle points away from the writing, or it would reach it.
  const shown = (handle.to.x - from.x) * place.out.x + (handle.to.y - from.y) * place.out.y > 0;
  shade({ from, to: from, radius }, layer, 0.4);
  if (shown) paintBar(handle, china, layer);
  layer.paint(boundsOf([from], radius), (x, y, i) => {
    const away = Math.hypot(x - from.x, y - from.y);
    const share = layer.coverage(radius - away);
    if (share === 0) return;
    const q = away / radius;
    const light = 1 + 0.18 * (from.x - x + from.y - y) / radius;
    // The drink lies deeper, and so nearer to the side that the light comes from.
    const deep = Math.hypot(x - from.x + 0.06 * radius, y - from.y + 0.06 * radius) / radius;
    const [color, lit] = q > 0.9
      ? [china, light + 0.15]
      : deep > 0.62
      ? [china, 0.72 * (2 - light)]
      : [drink, 1 + 0.3 * Math.max(0, deep - 0.45)];
    layer.blend(i, share, color, lit);
  });
}

function layCable(place: Placing): void {
  const { thing: { size }, layer, random, out } = place;
  const radius = size * random.uniform(0.14, 0.3);
  const start = besideWriting(place);
  const [ax, ay] = [-out.y, out.x];
  const wave = random.uniform(0.2, 0.6);
  const phase = random.uniform(0, 6);
  const swing = random.uniform(0.3, 1);
  const places = Array.from({ length: 25 }, (_, k) => {
    const along = (k - 12) * 0.9;
    const off = 1.5 * swing + swing * Math.sin(wave * along + phase);
    return { x: start.x + along * ax + off * out.x, y: start.y + along * ay + off * out.y };
  });
  const bars = clear(places.slice(1).map((to, i) => ({ from: places[i], to, radius })), place);
  const color = random.pick(palette("8,8,8 92,92,92 40,40,42"));
  for (const bar of bars) shade(bar, layer, 0.12);
  for (const bar of bars) paintBar(bar, color, layer);
}

/** A bar of one colour, lit along its middle. */
function paintBar(bar: Bar, color: Color, layer: Layer): void {
  const { radius } = bar;
  layer.paintAlong(bar, 0, ({ across, away }, i) => {
    const lit = 1 - 0.3 * (across / radius) ** 2;
    layer.blend(i, layer.coverage(radius - away), color, lit);
  });
}

function layPhone(place: Placing): void {
  const { thing: { size, gap }, area, layer, random, out } = place;
  const [width, height] = [size * 9, size * 18];
  const [w, h] = random.chance(0.6) ? [width, height] : [height, width];
  const at = besideWriting(place);
  const middle = { x: at.x + (w / 2 + gap) * out.x, y: at.y + (h / 2 + gap) * out.y };
  const body = areaAt(middle, w / 2, h / 2);
  const round = 0.9 * size;
  layer.paint(grown(body, 0.4), (x, y, i) => {
    if (x > area.left && x < area.right && y > area.top && y < area.bottom) return;
    const beyond = Math.max(0, roundedBoxDistance(body, round, x, y));
    layer.dim(i, 1 - 0.3 * Math.exp(-((beyond / 0.15) ** 2)));
  });
  layer.fillBox(body, random.pick(paints), round);
  layer.fillBox(grown(body, -0.12 * size), [0.05, 0.05, 0.06], round);
  if (random.chance(0.5)) {
    layer.fillBox(grown(body, -0.6 * size), random.pick(paints), 0.3 * size, 0.8);
  }
}
