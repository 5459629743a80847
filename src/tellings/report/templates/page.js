// What a reader can do with a story: follow links into closed parts, filter, read two tellings in step.
(function () {
"use strict";
const root = document.documentElement;
root.classList.add("js");
const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const byId = (id) => document.getElementById(id);

// Links: open whatever holds the target, put its telling on the left, and go there.
function reveal(id) {
  const target = byId(id);
  if (!target) return false;
  const copy = target.closest(".copy");
  if (copy && !copy.classList.contains("left") && !copy.classList.contains("right")) choose("left", copy.dataset.siglum);
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const entry = target.closest(".entry");
  if (entry && entry.hidden) clearFilters();
  // Parts that were never seen have a guessed height, so the way there is gone again once it is known.
  const go = () => target.scrollIntoView({ block: copy && target !== copy ? "center" : "start" });
  go();
  requestAnimationFrame(() => { go(); requestAnimationFrame(go); });
  all(".flash").forEach((e) => e.classList.remove("flash"));
  if (!target.matches("section, main")) target.classList.add("flash");
  const goal = target.matches("details") ? target.querySelector("summary") : target;
  if (!goal.matches("a, summary, [tabindex]")) goal.tabIndex = -1;
  goal.focus({ preventScroll: true });
  all(".edge.on").forEach((e) => e.classList.remove("on"));
  all('.edge[href="#' + CSS.escape(id) + '"]').forEach((e) => e.classList.add("on"));
  return true;
}
function hashId() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
}
window.addEventListener("hashchange", () => reveal(hashId()));
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.classList.contains("p")) { event.preventDefault(); showTwins(link); return; }
  if (link.getAttribute("href") === location.hash) { event.preventDefault(); reveal(hashId()); }
});

// Filters of the account.
const filters = document.querySelector(".filters");
const entries = all(".entry");
function filter() {
  const data = new FormData(filters);
  const show = data.get("show"), origin = data.get("origin"), telling = data.get("telling");
  let shown = 0;
  for (const e of entries) {
    const fits = (show !== "single" || e.dataset.n === "1") && (show !== "disputed" || "d" in e.dataset)
      && (!origin || e.dataset.o.split(" ").includes(origin))
      && (!telling || e.dataset.t.split(" ").includes(telling));
    e.hidden = !fits;
    shown += fits;
  }
  const narrowed = Boolean(show || origin || telling);
  for (const part of all(".part")) {
    const left = part.querySelector(".entry:not([hidden])");
    part.hidden = narrowed && !left;
    if (narrowed && left) part.open = true;
  }
  filters.querySelector("output").textContent = narrowed ? shown + " of " + entries.length + " statements" : "";
}
function clearFilters() { filters.reset(); filter(); }
if (filters) {
  filters.hidden = false;
  filters.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
}

// The reading room: one or two tellings, scrolled in step by their shared statements.
const chooser = document.querySelector(".chooser");
const copies = document.querySelector(".copies");
const twins = byId("twins");
const copyOf = (siglum) => copies && all(".copy", copies).find((c) => c.dataset.siglum === siglum);
const side = (name) => copies && copies.querySelector(".copy." + name);
function choose(name, siglum) {
  if (!copies) return;
  const other = name === "left" ? "right" : "left";
  const old = side(name), next = copyOf(siglum);
  if (old) old.classList.remove(name);
  if (next) {
    if (next.classList.contains(other)) {
      next.classList.remove(other);
      if (old) old.classList.add(other);
      chooser.elements[other].value = old ? old.dataset.siglum : "";
    }
    next.classList.add(name);
  }
  chooser.elements[name].value = next ? siglum : "";
  copies.classList.toggle("two", Boolean(side("left") && side("right")));
  rove();
}
function rove() {
  for (const copy of all(".copy.left, .copy.right", copies)) {
    all("a.p", copy).forEach((p, n) => { p.tabIndex = n ? -1 : 0; });
  }
}
let leading = null;
function step(from) {
  const to = side(from.classList.contains("left") ? "right" : "left");
  if (!to || !chooser.elements.step.checked) return;
  const top = from.getBoundingClientRect().top + 110;
  for (const p of all("a.p", from)) {
    const offset = p.getBoundingClientRect().top - top;
    if (offset < -4) continue;
    const twin = to.querySelector('a.p[data-s="' + p.dataset.s + '"]');
    if (!twin) continue;
    to.scrollTop += twin.getBoundingClientRect().top - to.getBoundingClientRect().top - 110 - offset;
    return;
  }
}
function showTwins(link) {
  all(".p.chosen, .p.twin").forEach((p) => p.classList.remove("chosen", "twin"));
  link.classList.add("chosen");
  const twin = all('a.p[data-s="' + link.dataset.s + '"]', copies).filter((p) => p !== link);
  twin.forEach((p) => p.classList.add("twin"));
  const copy = link.closest(".copy");
  const other = side(copy.classList.contains("left") ? "right" : "left");
  const there = other && twin.find((p) => other.contains(p));
  if (there) other.scrollTop += there.getBoundingClientRect().top - link.getBoundingClientRect().top;
  history.replaceState(null, "", "#" + link.id);
  const entry = byId("s-" + link.dataset.s);
  twins.replaceChildren();
  const line = document.createElement("p");
  line.className = "about";
  line.append(twin.length ? "Also told elsewhere. " : "No other telling has this. ");
  const more = document.createElement("a");
  more.href = "#s-" + link.dataset.s;
  more.textContent = "See it in the account";
  line.append(more);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => { twins.hidden = true; link.focus(); });
  line.append(" ", close);
  twins.append(line);
  const readings = entry && entry.querySelector(".readings ul");
  const who = entry && entry.querySelector(".who");
  if (readings) {
    const box = document.createElement("div");
    box.className = "readings";
    box.append(readings.cloneNode(true));
    twins.append(box);
  } else if (who) twins.append(who.cloneNode(true));
  twins.hidden = false;
}
if (chooser && copies.children.length) {
  chooser.hidden = false;
  const first = copies.children[0].dataset.siglum;
  choose("left", first);
  if (copies.children[1] && matchMedia("(min-width: 60rem)").matches) choose("right", copies.children[1].dataset.siglum);
  chooser.addEventListener("change", (event) => {
    if (event.target.name === "left" || event.target.name === "right") choose(event.target.name, event.target.value);
    if (side("left")) step(side("left"));
  });
  chooser.addEventListener("submit", (event) => event.preventDefault());
  for (const copy of copies.children) {
    for (const kind of ["pointerenter", "focusin", "wheel", "touchstart"]) copy.addEventListener(kind, () => { leading = copy; }, { passive: true });
    copy.addEventListener("scroll", () => { if (leading === copy) step(copy); }, { passive: true });
  }
  copies.addEventListener("keydown", (event) => {
    const p = event.target.closest("a.p");
    if (!p || !["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].includes(event.key)) return;
    const list = all("a.p", p.closest(".copy"));
    const next = list[list.indexOf(p) + (event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    p.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && twins && !twins.hidden) twins.hidden = true;
  else if (event.key === "Escape" && document.activeElement && document.activeElement.matches(".term")) document.activeElement.blur();
});
if (location.hash) reveal(hashId());
})();
