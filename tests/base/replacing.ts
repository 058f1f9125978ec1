/** Writes a file and a folder again and again, all of 1 or all of 2, until it is killed. */
import { join } from "@std/path";
import { replaceFile, replaceFolder } from "../../lib/base/replace.ts";

const [root] = Deno.args;
for (let n = 1;; n = 3 - n) {
  const content = new Uint8Array(2 ** 20).fill(n);
  await replaceFile(join(root, "file"), content);
  await replaceFolder(join(root, "folder"), async (empty) => {
    for (const name of ["a", "b", "c"]) await Deno.writeFile(join(empty, name), content);
  });
  console.log(n);
}
