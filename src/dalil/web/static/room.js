// What keys add; everything works without. "/" searches, j and k go through figures or headlines.
(() => {
  "use strict";
  const stops = () => {
    const figures = [...document.querySelectorAll("a.figure")];
    return figures.length ? figures : [...document.querySelectorAll(".card .headline a")];
  };
  const step = (by) => {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "center" });
    }
  };
  const keys = { "/": () => document.getElementById("q").focus(), j: () => step(1), k: () => step(-1) };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
