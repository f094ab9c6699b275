// Asks the browser to keep the site, so that it opens without a network. In a release only.

// A browser that refuses (a private window may) loses nothing but this.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("./sw.js").catch((error) => console.info(error));
}
