import assert from "node:assert/strict";
import { rawHttp } from "../../bench/raw_http.ts";

Deno.test("rawHttp() gives a character whole that comes in two pieces", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answering = (async () => {
    using connection = await listener.accept();
    connection.setNoDelay();
    const [first, second] = new TextEncoder().encode("é");
    await connection.write(Uint8Array.of(first));
    await new Promise((resume) => setTimeout(resume, 50));
    await connection.write(Uint8Array.of(second));
  })();
  const answer = await rawHttp(`http://127.0.0.1:${listener.addr.port}`, "GET");
  await answering;
  assert.deepEqual(answer, { text: "é", closed: true });
});
