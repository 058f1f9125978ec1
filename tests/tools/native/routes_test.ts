/** The parts of a set-up that need no network: what they check, and what they say when it is not there. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { UserError } from "../../../lib/base/errors.ts";
import { packageInstaller } from "../../../tools/native/package_installer.ts";
import { probeAddon } from "../../../tools/native/probe_addon.ts";
import { verifyFile, wheelBuild } from "../../../tools/native/wheel_build.ts";
import { CommandError, runCommand } from "../../../tools/run_command.ts";
import { watchFolder } from "../../../tools/watch_folder.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";

/** Runs `work` with an environment variable set, and puts the old value back. */
async function withVariable(name: string, value: string, work: () => Promise<void>): Promise<void> {
  const before = Deno.env.get(name);
  Deno.env.set(name, value);
  try {
    await work();
  } finally {
    if (before === undefined) Deno.env.delete(name);
    else Deno.env.set(name, before);
  }
}

Deno.test("verifyFile() takes the file that was meant and refuses a changed one, naming both sums", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "wheel.whl");
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    await Deno.writeTextFile(file, "abc");
    await verifyFile(file, sha256);
    await Deno.writeTextFile(file, "abd");
    await assert.rejects(verifyFile(file, sha256), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /wheel\.whl is damaged/);
      assert.match(error.message, new RegExp(sha256));
      assert.match(
        error.message,
        /a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9/,
      );
      return true;
    });
  });
});

Deno.test("wheelBuild names every tool that is missing and how to install it", async () => {
  await inTemporaryFolder(async (folder) => {
    await withVariable("PATH", folder, async () => {
      const run = wheelBuild.run(join(folder, "stage"), () => {});
      const { os, arch } = Deno.build;
      await assert.rejects(
        run,
        os === "linux" && arch === "x86_64"
          ? /^UserError: g\+\+ and python3 with pip not found.* sudo apt-get install g\+\+ python3-pip$/
          : /^UserError: it is for Linux on x86-64/,
      );
    });
  });
});

Deno.test("packageInstaller says which host cannot be reached", async () => {
  await inTemporaryFolder(async (folder) => {
    // Nothing listens on port 1 of this machine.
    await withVariable("TFJS_NODE_CDN_STORAGE", "http://127.0.0.1:1/", async () => {
      await assert.rejects(
        packageInstaller.run(folder, () => {}),
        /^UserError: 127\.0\.0\.1:1 cannot be reached$/,
      );
    });
  });
});

Deno.test("probeAddon() says why a file does not load", async () => {
  await inTemporaryFolder(async (folder) => {
    const addon = join(folder, "tfjs_binding.node");
    await Deno.writeTextFile(addon, "no library");
    await assert.rejects(probeAddon(addon), (error) => {
      assert.ok(error instanceof CommandError);
      assert.match(error.message, /file too short|invalid ELF header|not a mach-o|not a valid/i);
      return true;
    });
    await assert.rejects(probeAddon(join(folder, "none.node")), /none\.node/);
  });
});

Deno.test("runCommand() gives what a command wrote, and its last words when it fails", async () => {
  const deno = (script: string, signal?: AbortSignal) =>
    runCommand(Deno.execPath(), { args: ["eval", "--no-config", script], signal });
  assert.equal(await deno("console.log(6 * 7)"), "42\n");
  await assert.rejects(
    deno("console.error('no space left'); Deno.exit(3)"),
    /^CommandError: .*status 3\): no space left$/,
  );
  await assert.rejects(
    deno("setInterval(() => {}, 1000)", AbortSignal.abort("the download has stalled")),
    /the download has stalled/,
  );
  await assert.rejects(
    runCommand("no-such-command", { args: [] }),
    /^CommandError: no-such-command is not installed$/,
  );
});

Deno.test("watchFolder() reports growth, and a folder that has stopped growing", async () => {
  await inTemporaryFolder(async (folder) => {
    const sizes: number[] = [];
    const stalled = Promise.withResolvers<string>();
    await Deno.mkdir(join(folder, "inner"));
    await Deno.writeFile(join(folder, "inner", "file"), new Uint8Array(1000));
    const result = await watchFolder(folder, stalled.promise, {
      onSize: (bytes) => sizes.push(bytes),
      onStall: () => stalled.resolve("stalled"),
      patience: 30,
    });
    assert.equal(result, "stalled");
    assert.deepEqual(sizes, [1000]);
  });
});
