// A worker that does one errand and ends: reads or writes a format of another program, or a link.
// What it needs is fetched only now, so that nobody waits for it who does not ask.

import init, { run } from "./exchange-worker.js";

addEventListener("message", async ({ data }) => {
  try {
    await init({ module_or_path: new URL("./exchange-worker_bg.wasm", import.meta.url) });
    const answer = run(data);
    postMessage(answer, [answer.buffer]);
  } catch (error) {
    console.error(error);
    postMessage(String(error));
  }
});
