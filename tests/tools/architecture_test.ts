import assert from "node:assert/strict";
import { readArrows, roomArrows } from "../../tools/architecture/arrows.ts";
import { drawRooms } from "../../tools/architecture/draw_rooms.ts";
import { ROOMS } from "../../tools/architecture/rooms.ts";

/** An import of one room's file by another's, rooms by their names. */
const arrow = (from: string, to: string) => ({ from: `${from}a.ts`, to: `${to}b.ts` });

const byName = (arrows: ReturnType<typeof roomArrows>) =>
  arrows.map(([from, to]) => `${ROOMS[from].name} > ${ROOMS[to].name}`);

Deno.test("the stored picture shows the imports as they are", async () => {
  const stored = await Deno.readTextFile("docs/architecture.svg");
  const { arrows } = await readArrows();
  assert.ok(stored === drawRooms(arrows), "the imports have changed: deno task architecture");
});

Deno.test("roomArrows() leaves out what longer ways say, and a room's arrows to itself", () => {
  const arrows = [
    arrow("lib/network/", "lib/base/"),
    arrow("lib/network/", "lib/dataset/"),
    arrow("lib/dataset/", "lib/image/"),
    arrow("lib/image/", "lib/base/"),
    arrow("lib/image/", "lib/image/"),
    arrow("lib/backend/", "lib/base/"),
  ];
  assert.deepEqual(byName(roomArrows(arrows)), [
    "lib/image/ > lib/base/",
    "lib/dataset/ > lib/image/",
    "lib/backend/ > lib/base/",
    "lib/network/ > lib/dataset/",
  ]);
});

Deno.test("drawRooms() draws every room but the tests, and a line for every arrow", () => {
  const svg = drawRooms([
    arrow("lib/image/", "lib/base/"),
    arrow("lib/backend/", "lib/base/"),
    arrow("lib/server/", "lib/base/"),
    arrow("tests/", "lib/server/"),
  ]);
  for (const { name } of ROOMS) assert.equal(svg.includes(`>${name}<`), name !== "tests/", name);
  // One to the box below, and two that share a line and its head.
  const lines = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d.split("M").length - 1);
  assert.deepEqual(lines, [1, 2]);
  assert.equal(svg.split("<polygon").length - 1, 2);
});
