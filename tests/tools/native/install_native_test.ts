import assert from "node:assert/strict";
import { dirname, fromFileUrl, join } from "@std/path";
import { ADDON, type NativePaths, nativePaths } from "../../../lib/backend/native_paths.ts";
import { UserError } from "../../../lib/base/errors.ts";
import { installNative } from "../../../tools/native/install_native.ts";
import type { Route } from "../../../tools/native/route.ts";
import { nativePresent } from "../../native_present.ts";
import { namesIn } from "../../names_in.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

/** The layout of a real set-up in an empty folder; the npm package is there, without an addon. */
async function layout(folder: string): Promise<NativePaths> {
  const store = join(folder, ".native");
  const packageFolder = join(folder, "node_modules", "tfjs-node");
  await Deno.mkdir(packageFolder, { recursive: true });
  const addon = join(packageFolder, ADDON);
  return { store, home: join(store, "tfjs-node"), package: packageFolder, addon };
}

/** Writes an addon that {@linkcode probe} takes; the real ones take minutes and the network. */
const good: Route = {
  name: "good",
  async run(stage) {
    await Deno.mkdir(join(stage, "deps", "lib"), { recursive: true });
    await Deno.mkdir(dirname(join(stage, ADDON)), { recursive: true });
    await Deno.writeTextFile(join(stage, ADDON), "1.2.3");
  },
};

const closed: Route = {
  name: "closed",
  async run(stage) {
    await Deno.writeTextFile(join(stage, "half a download"), "");
    throw new UserError("no way through");
  },
};

/** An addon of these tests holds the version, and nothing else loads. */
async function probe(addon: string): Promise<string> {
  const version = await Deno.readTextFile(addon).catch(() => "");
  if (!/^\d/.test(version)) throw new UserError("does not load");
  return version;
}

Deno.test("installNative() sets up what the package then finds, and does nothing the next time", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    const made = await installNative({ paths, probe, routes: [good] });
    assert.deepEqual(made, { version: "1.2.3", route: "good" });
    assert.equal(await Deno.readTextFile(paths.addon), "1.2.3");
    assert.deepEqual(await namesIn(paths.store), ["lock", "tfjs-node"]);

    const again = await installNative({ paths, probe, routes: [closed] });
    assert.deepEqual(again, { version: "1.2.3", route: null });
  });
});

Deno.test("installNative() works on after the folder of both is moved", async () => {
  await inTemporaryFolder(async (folder) => {
    const before = join(folder, "before");
    await installNative({ paths: await layout(before), probe, routes: [good] });
    await Deno.rename(before, join(folder, "after"));
    const paths = await layout(join(folder, "after"));
    assert.equal(await probe(paths.addon), "1.2.3");
  });
});

Deno.test("installNative() works in a project that is reached by a link", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(join(folder, "far", "away", "project"), { recursive: true });
    await Deno.symlink(join("far", "away", "project"), join(folder, "link"));
    const inside = await layout(join(folder, "far", "away", "project"));
    const paths = await layout(join(folder, "link"));
    await installNative({ paths: { ...paths, package: inside.package }, probe, routes: [good] });
    assert.equal(await probe(paths.addon), "1.2.3");
  });
});

Deno.test("installNative() takes the next route where one is closed, and leaves no remains of it", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    const { route } = await installNative({ paths, probe, routes: [closed, good] });
    assert.equal(route, "good");
    assert.deepEqual(await namesIn(paths.home), ["deps", "lib"]);
  });
});

Deno.test("installNative() says of every route why it is closed, and leaves nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    const broken: Route = {
      name: "broken",
      async run(stage) {
        await good.run(stage, () => {});
        await Deno.writeTextFile(join(stage, ADDON), "for another machine");
      },
    };
    await assert.rejects(installNative({ paths, probe, routes: [closed, broken] }), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /closed: no way through/);
      assert.match(error.message, /broken: does not load/);
      assert.match(error.message, /wasm/);
      return true;
    });
    assert.deepEqual(await namesIn(paths.store), ["lock"]);
    assert.deepEqual(await namesIn(paths.package), []);
  });
});

Deno.test("installNative() links a set-up that outlived node_modules, without a route", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    await installNative({ paths, probe, routes: [good] });
    await Deno.remove(join(folder, "node_modules"), { recursive: true });
    await layout(folder);
    const linked = await installNative({ paths, probe, routes: [closed] });
    assert.deepEqual(linked, { version: "1.2.3", route: null });
    assert.equal(await probe(paths.addon), "1.2.3");
  });
});

Deno.test("installNative() replaces a set-up that does not load, here and in the package", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    await Deno.mkdir(paths.home, { recursive: true });
    await Deno.writeTextFile(join(paths.home, "broken"), "");
    await Deno.mkdir(dirname(paths.addon), { recursive: true });
    await Deno.writeTextFile(paths.addon, "broken");
    const { route } = await installNative({ paths, probe, routes: [good] });
    assert.equal(route, "good");
    assert.equal(await probe(paths.addon), "1.2.3");
    assert.deepEqual(await namesIn(paths.home), ["deps", "lib"]);
  });
});

Deno.test("installNative() twice at a time sets up once", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    let runs = 0;
    const slow: Route = {
      name: "slow",
      async run(stage, onProgress) {
        runs++;
        await new Promise((resume) => setTimeout(resume, 200));
        await good.run(stage, onProgress);
      },
    };
    const both = [1, 2].map(() => installNative({ paths, probe, routes: [slow] }));
    const routes = (await Promise.all(both)).map(({ route }) => route);
    assert.deepEqual(routes.sort(), [null, "slow"]);
    assert.equal(runs, 1);
  });
});

Deno.test("installNative() killed leaves nothing half done, and the next one removes its remains", async () => {
  await inTemporaryFolder(async (folder) => {
    const paths = await layout(folder);
    const module = new URL("../../../tools/native/install_native.ts", import.meta.url).href;
    const config = fromFileUrl(new URL("../../../deno.json", import.meta.url));
    const file = join(folder, "set_up.ts");
    await Deno.writeTextFile(
      file,
      `import { installNative } from ${JSON.stringify(module)};
      const run = async (stage) => {
        await Deno.writeTextFile(stage + "/half", "");
        console.log("in the middle of it");
        await new Promise((resume) => setTimeout(resume, 60_000));
      };
      const probe = () => Promise.reject(new Error());
      await installNative({ paths: ${
        JSON.stringify(paths)
      }, probe, routes: [{ name: "endless", run }] });`,
    );
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--config", config, file],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const output = child.stdout.getReader();
    await output.read();
    child.kill("SIGKILL");
    await child.status;
    await output.cancel();

    const remains = await namesIn(paths.store);
    assert.equal(remains.length, 2);
    assert.match(remains[1], /^partial-/);
    assert.deepEqual(await namesIn(paths.package), []);

    const { route } = await installNative({ paths, probe, routes: [good] });
    assert.equal(route, "good");
    assert.deepEqual(await namesIn(paths.store), ["lock", "tfjs-node"]);
  });
});

Deno.test({
  name: "installNative() finds the real set-up and does nothing",
  ignore: !nativePresent,
  async fn() {
    const before = await Deno.stat(nativePaths().addon);
    const { version, route } = await installNative({ routes: [closed] });
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.equal(route, null);
    assert.deepEqual(await Deno.stat(nativePaths().addon), before);
  },
});
