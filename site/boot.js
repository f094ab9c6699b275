// Starts the app. When it has started, the sentence that said so goes, and the root element says
// `data-booted`; when it cannot start, the sentence becomes the reason.

const boot = document.getElementById("boot");
const root = document.documentElement;

function say(sentence) {
  root.dataset.failed = "";
  const status = boot.querySelector("[role=status]");
  // An alert is read out; a status that changes may not be.
  status.setAttribute("role", "alert");
  status.textContent = sentence;
}

/** The text of a file of the site. */
async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

/** What names a brief: the name of its file without the ending. */
function slug(address) {
  return address.split("/").pop().replace(/\.md$/, "");
}

async function start() {
  if (typeof WebAssembly !== "object") {
    say(
      "Briefmark cannot start: this browser has no WebAssembly, or has it switched off (some " +
        "high-security modes do). What you marked here before is kept. Any browser of the last " +
        "few years opens it.",
    );
    return;
  }
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const links = [...document.querySelectorAll("link[data-brief]")];
  try {
    const sources = Promise.all(links.map(({ href }) => text(href)));
    // Whatever fails first is told; the other one is not to fail unheard.
    sources.catch(() => {});
    const { default: init, start: mount } = await import(js);
    await init({ module_or_path: wasm });
    mount(links.map(({ href }) => slug(href)), await sources);
  } catch (error) {
    console.error(error);
    say(
      error instanceof WebAssembly.RuntimeError
        ? "Briefmark stopped while starting. What you marked here before is kept, in this " +
            "browser. Reload the page; if it stops again, the browser’s console says where."
        : "Briefmark could not be loaded whole: a part of it did not arrive, or this browser is " +
            "too old for it. What you marked here before is kept. Check the connection and " +
            "reload the page.",
    );
    return;
  }
  boot.remove();
  root.dataset.booted = "";
}

await start();
