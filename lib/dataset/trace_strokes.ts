/** Finds the pen strokes in a picture of writing. */
import { bilinearOrZero } from "../image/bilinear.ts";
import { distanceTransform } from "../image/distance_transform.ts";
import type { Point, Stroke } from "../image/draw_strokes.ts";
import { clamp } from "../base/clamp.ts";
import type { GrayImage } from "../image/gray_image.ts";
import { resample } from "./resample.ts";
import { skeleton } from "./skeleton.ts";

/** Thinning works on a picture enlarged by this, so that its steps are finer than a pixel. */
const SCALE = 4;
/** Standard deviation of the smoothing along a stroke, in pixels of the source. */
const SMOOTHING = 0.9;
/** Distance between the points of a stroke, in pixels of the source. */
const STEP = 0.5;
/** What has fewer points, and is shorter than two pixels, is a speck. */
const LEAST_POINTS = 5;

/**
 * The centre lines of the strokes in a picture, each about as long as the pen stayed on the paper.
 *
 * The picture is thinned, spurs are pruned from the skeleton, and each line is followed from end to end:
 * where several meet, it goes on into the one straightest ahead. The order and the direction in which the
 * strokes were written are not recovered.
 *
 * @returns Polylines in pixels of `image`, points half a pixel apart; none for blank paper.
 */
export function traceStrokes(image: GrayImage): Stroke[] {
  const [width, height] = [image.width * SCALE, image.height * SCALE];
  // Enlarged between pixel centres, and marked where there is more ink than paper.
  const marked = new Uint8Array(width * height).map((_, i) => {
    const x = (i % width + 0.5) / SCALE - 0.5;
    const y = (Math.floor(i / width) + 0.5) / SCALE - 0.5;
    return Number(bilinearOrZero(image.data, image.width, image.height, x, y) >= 0.5);
  });
  const blank = marked.map((value) => value ? 0 : 1);
  const depth = distanceTransform(blank, width, height);
  const lines = new Lines(skeleton(marked, width, height), width);
  // Without a spur a junction can become plain line, which may make another line a spur.
  while (lines.pruneSpurs(depth));
  return joinPaths(lines.paths(), lines, depth)
    .map((path) => path.map((pixel) => lines.place(pixel)))
    .filter((points) => points.length > 1)
    .map((points) => resample(smooth(resample(points, 1), SMOOTHING * SCALE), STEP * SCALE))
    .filter((points) => points.length >= LEAST_POINTS)
    .map((points) => points.map(({ x, y }) => ({ x: x / SCALE, y: y / SCALE })));
}

/** Pixels one after the other, ends included; a closed one ends where it starts. */
type Path = number[];

/** Steps to the pixels next to one, the straight ones first. */
const AROUND = [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1]] as const;

/** A skeleton as a graph: pixels and their neighbours. */
class Lines {
  constructor(readonly pixels: Uint8Array, readonly width: number) {}

  place(pixel: number): Point {
    return { x: pixel % this.width + 0.5, y: Math.floor(pixel / this.width) + 0.5 };
  }

  /** The pixels next to one; a diagonal step counts only where no straight way leads there. */
  neighbours(pixel: number): number[] {
    const found: number[] = [];
    for (const [dx, dy] of AROUND) {
      const other = pixel + dy * this.width + dx;
      if (!this.#has(other)) continue;
      const corner = dx !== 0 && dy !== 0;
      if (corner && (this.#has(pixel + dx) || this.#has(pixel + dy * this.width))) continue;
      found.push(other);
    }
    return found;
  }

  #has(pixel: number): boolean {
    return this.pixels[pixel] === 1;
  }

  /** All lines between ends and junctions, and the closed ones that have neither. */
  paths(): Path[] {
    const paths: Path[] = [];
    const walked = new Set<number>();
    const walk = (start: number, next: number) => {
      const path = [start];
      let from = start;
      for (let at = next;;) {
        path.push(at);
        const onward = this.neighbours(at);
        if (onward.length !== 2 || at === start) break;
        walked.add(at);
        [from, at] = [at, onward[0] === from ? onward[1] : onward[0]];
      }
      return path;
    };
    const marked: number[] = [];
    for (let pixel = 0; pixel < this.pixels.length; pixel++) {
      if (this.#has(pixel)) marked.push(pixel);
    }
    for (const pixel of marked) {
      const onward = this.neighbours(pixel);
      if (onward.length === 2) continue;
      for (const next of onward) {
        const inner = this.neighbours(next).length === 2;
        // Each line is met from both its ends, and taken once.
        if (inner ? !walked.has(next) : pixel < next) paths.push(walk(pixel, next));
      }
    }
    for (const pixel of marked) {
      const onward = this.neighbours(pixel);
      if (onward.length !== 2 || walked.has(pixel)) continue;
      walked.add(pixel);
      paths.push(walk(pixel, onward[0]));
    }
    return paths;
  }

  /** Removes lines with a free end that hardly reach beyond the stroke from which they branch. */
  pruneSpurs(depth: Float32Array): boolean {
    const spurs = this.paths().flatMap((path) => {
      const ends = [path[0], path[path.length - 1]];
      const [free, tied] = this.neighbours(ends[0]).length === 1 ? ends : ends.reverse();
      if (this.neighbours(free).length !== 1 || this.neighbours(tied).length < 3) return [];
      return path.length < 1.5 * depth[tied] ? [{ path, tied }] : [];
    });
    for (const { path, tied } of spurs) {
      for (const pixel of path) if (pixel !== tied) this.pixels[pixel] = 0;
    }
    return spurs.length > 0;
  }
}

/** One end of a path, at a junction. */
interface End {
  readonly path: Path;
  readonly pixel: number;
  /** Where the path goes from here: a unit vector. */
  readonly heading: Point;
}

/** Makes strokes of paths: at a junction, the two that lie most nearly in line become one. */
function joinPaths(paths: readonly Path[], lines: Lines, depth: Float32Array): Path[] {
  const junction = (pixel: number) => lines.neighbours(pixel).length >= 3;
  // Where strokes cross at a small angle thinning makes two junctions with a bridge: they are one.
  const clusterOf = new Map<number, number>();
  const cluster = (pixel: number): number => {
    const other = clusterOf.get(pixel) ?? pixel;
    return other === pixel ? pixel : cluster(other);
  };
  const strokes = new Set<Path>();
  for (const path of paths) {
    const [a, b] = [path[0], path[path.length - 1]];
    const bridge = a !== b && junction(a) && junction(b) &&
      path.length < Math.max(3, 1.2 * Math.max(depth[a], depth[b]));
    if (bridge) clusterOf.set(cluster(a), cluster(b));
    else strokes.add([...path]);
  }

  const met = [...strokes].flatMap((path): End[] =>
    [path, path.toReversed()].map((way) => ({ path, pixel: way[0], heading: headingOf(way) }))
  ).filter(({ pixel }) => junction(pixel));
  const pairs = [...Map.groupBy(met, ({ pixel }) => cluster(pixel)).values()].flatMap((ends) =>
    ends.flatMap((a, i) =>
      ends.slice(i + 1).filter((b) => b.path !== a.path).map((b) => ({
        a,
        b,
        cosine: a.heading.x * b.heading.x + a.heading.y * b.heading.y,
      }))
    )
  ).filter(({ cosine }) => cosine < -0.5).sort((p, q) => p.cosine - q.cosine);

  const taken = new Set<End>();
  // By path, the joined path that it is now part of.
  const holder = new Map<Path, Path>([...strokes].map((path) => [path, path]));
  for (const { a, b } of pairs) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    const [first, second] = [holder.get(a.path)!, holder.get(b.path)!];
    if (first === second) continue;
    if (first.at(-1) !== a.pixel) first.reverse();
    if (second[0] !== b.pixel) second.reverse();
    const joined = [...first, ...second];
    strokes.delete(first);
    strokes.delete(second);
    strokes.add(joined);
    for (const [path, held] of holder) {
      if (held === first || held === second) holder.set(path, joined);
    }
  }
  return [...strokes];

  function headingOf(way: Path): Point {
    const from = lines.place(way[0]);
    const to = lines.place(way[Math.min(way.length - 1, 3 * SCALE)]);
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  }
}

/** A Gaussian mean along a polyline of equal steps; open ends stay, a closed line stays closed. */
function smooth(points: readonly Point[], deviation: number): Point[] {
  const last = points.length - 1;
  const closed = points[0].x === points[last].x && points[0].y === points[last].y;
  const reach = Math.ceil(2.5 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) => {
    return Math.exp(-((k - reach) ** 2) / (2 * deviation ** 2));
  });
  const at = (i: number): Point => {
    if (closed) return points[((i % last) + last) % last];
    if (i >= 0 && i <= last) return points[i];
    // Beyond an end the line continues as its own point reflection, so that the end stays where it is.
    const end = points[i < 0 ? 0 : last];
    const mirror = points[clamp(i < 0 ? -i : 2 * last - i, 0, last)];
    return { x: 2 * end.x - mirror.x, y: 2 * end.y - mirror.y };
  };
  return points.map((_, i) => {
    let [x, y, sum] = [0, 0, 0];
    weights.forEach((weight, k) => {
      const point = at(i + k - reach);
      x += weight * point.x;
      y += weight * point.y;
      sum += weight;
    });
    return { x: x / sum, y: y / sum };
  });
}
