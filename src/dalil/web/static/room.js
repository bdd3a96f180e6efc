// What a script adds; everything works without it. Single keys step and open, a finding's card opens
// beside the text, what is to be copied is copied. Keys can be switched off on their sheet ("?").
(() => {
  "use strict";
  const OFF = "dalil-keys-off";
  const one = (what, within = document) => within.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const stored = (...set) => {
    try {
      return set.length ? localStorage.setItem(OFF, set[0]) : localStorage.getItem(OFF);
    } catch {
      return null; // a browser that remembers nothing
    }
  };

  // ── the panel ──

  let panel, opener, asked;
  const shut = () => {
    if (!panel?.open) return;
    asked = null;
    panel.close();
    opener?.focus({ preventScroll: true });
  };
  const made = () => {
    if (panel) return panel;
    panel = document.createElement("dialog");
    panel.className = "panel";
    panel.addEventListener("click", (event) => {
      if (event.target.closest(".shut")) shut();
    });
    document.body.append(panel);
    return panel;
  };
  const style = (page) => {
    for (const link of page.querySelectorAll('link[rel="stylesheet"]')) {
      const href = link.getAttribute("href");
      if (!one(`link[href="${CSS.escape(href)}"]`) && !all("link").some((l) => l.getAttribute("href") === href)) {
        document.head.append(document.adoptNode(link));
      }
    }
  };
  // Shows the part of the page at `url` that `what` selects; the page itself where that fails.
  const show = async (url, what, from) => {
    const mine = (asked = {});
    let part, page;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part = answer.ok && one(what, page);
    } catch {
      part = null;
    }
    if (mine !== asked) return;
    if (!part) {
      location.href = url;
      return;
    }
    style(page);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "shut";
    close.textContent = "×";
    close.setAttribute("aria-label", document.body.dataset.shut);
    const heading = one("h1, h2", part);
    part.removeAttribute("id");
    for (const element of part.querySelectorAll(".copy")) element.hidden = false;
    const within = made();
    within.replaceChildren(document.adoptNode(part), close);
    within.setAttribute("aria-label", heading ? heading.textContent.trim() : "");
    if (!within.open) opener = from;
    else if (from) opener = from;
    if (!within.open) within.show();
    within.scrollTop = 0;
    (one(".whole a", within) || one("a[href], button", within)).focus({ preventScroll: true });
    switching(within);
  };
  const cardOf = (link) => {
    const id = one("mark", link)?.dataset.f.split(" ").pop();
    return id ? `/f/${encodeURIComponent(id)}` : null;
  };

  // ── clicks ──

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const copy = event.target.closest(".copy");
    if (copy) {
      const text = one("textarea", copy.closest("details"));
      text.select();
      navigator.clipboard?.writeText(text.value).catch(() => {});
      return;
    }
    const link = event.target.closest("a");
    if (!link || link.closest("dialog")) return;
    if (link.closest(".block") && one("mark", link)) {
      const card = cardOf(link);
      if (!card) return;
      if (!link.hash) event.preventDefault(); // else the note beside the text lights up, too
      show(card, "#card", link);
    } else if (link.matches(".trace, .opens-card")) {
      event.preventDefault();
      show(link.getAttribute("href"), "#card", link);
    } else if (link.matches(".opens-keys")) {
      event.preventDefault();
      show(link.href, "#keys", link);
    }
  });

  // ── keys ──

  const stops = () => {
    const marks = all(".block a:has(mark)");
    return marks.length ? marks : all(".card .headline a");
  };
  let last = null;
  const step = (by) => {
    const stopped = stops();
    const from = panel?.open ? opener : document.activeElement;
    let at = stopped.indexOf(from);
    if (at < 0 && last && document.activeElement === document.body) at = stopped.indexOf(last);
    const next = stopped[at < 0 ? (by > 0 ? 0 : stopped.length - 1) : at + by];
    if (!next) return;
    last = next;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    if (panel?.open) next.click();
  };
  const press = (what) => {
    const target = one(what);
    if (target) target.click();
  };
  const keys = {
    "/": () => one("#q").focus(),
    "?": () => show("/about", "#keys", document.activeElement),
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const at = stops().includes(document.activeElement) ? document.activeElement : last || stops()[0];
      if (at) at.click();
    },
    f: () => press("[data-key=f]"),
    Escape: shut,
  };
  let going = 0;
  const switching = (within) => {
    const box = one("#keys-on", within);
    if (!box) return;
    box.closest("label").hidden = false;
    box.checked = !stored();
    box.addEventListener("change", () => stored(box.checked ? "" : "1"));
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return void shut();
    if (event.target.closest("input, textarea, select") || stored()) return;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const home = event.key === "k" ? "h" : ""; // from where no country is named
      const place = one(`[data-go="${CSS.escape(event.key)}"]`) || (home && one(`[data-go="${home}"]`));
      if (place) {
        event.preventDefault();
        location.href = place.href;
      }
      return;
    }
    if (event.key === "g") {
      going = Date.now();
      return;
    }
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const button of all(".copy")) button.hidden = false;
  switching(document);
})();
