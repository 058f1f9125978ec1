/**
 * Tries what the server has no business with, and prints what became of each try; run as `serve` is. What would
 * change a model names none that is there: a try that is let through does no harm.
 */
const tries: Record<string, () => unknown> = {
  "read a model": () => Deno.readFileSync("models/digits/card.json"),
  "read the page": () => Deno.readFileSync("lib/server/page/page.html"),
  "read its token's variable": () => Deno.env.get("DIGITS_TOKEN"),
  "read the project": () => Deno.readFileSync("deno.json"),
  "read its code": () => Deno.readFileSync("lib/recognizer.ts"),
  "read data": () => Deno.readDirSync("data").next(),
  "read the users": () => Deno.readFileSync("/etc/passwd"),
  "read beside the models": () => Deno.readFileSync("models/../deno.json"),
  "write a model": () => Deno.writeFileSync("models/digits/none/new", new Uint8Array()),
  "write where all may": () => Deno.makeTempFileSync(),
  "remove a model": () => Deno.removeSync("models/digits/none"),
  "run a program": () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).outputSync(),
  "run a shell": () => new Deno.Command("sh", { args: ["-c", "true"] }).outputSync(),
  "read the environment": () => Deno.env.toObject(),
  "read a variable": () => Deno.env.get("HOME"),
  "change the environment": () => Deno.env.set("OTHER", "1"),
  "name the machine": () => Deno.hostname(),
  "name its networks": () => Deno.networkInterfaces(),
  "load another library": () => Deno.dlopen("/lib/x86_64-linux-gnu/libc.so.6", {}),
  "reach the network": () => fetch("http://192.0.2.1/"),
  "reach a name": () => fetch("http://example.org/"),
  "look a name up": () => Deno.resolveDns("example.org", "A"),
  "listen elsewhere": () => Deno.listen({ hostname: "192.0.2.1", port: 0 }),
  "import code": () => import(String("https://deno.land/x/never@1/mod.ts")),
  "import a package": () => import(String("npm:is-odd@3.0.1")),
};
const outcomes: Record<string, string> = {};
for (const [what, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    outcomes[what] = "done";
  } catch (error) {
    outcomes[what] = (error as Error).name;
  }
}
console.log(JSON.stringify(outcomes));
