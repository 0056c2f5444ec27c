// The desk's own script: keys that stand on buttons, and what follows an answer that htmx put in. Everything works without it.
"use strict";

const fields = new Set(["INPUT", "TEXTAREA", "SELECT"]);

function typing(event) {
  const at = event.target;
  return event.isComposing || event.keyCode === 229 || at.isContentEditable ||
    (fields.has(at.tagName) && !["button", "submit", "checkbox", "radio"].includes(at.type));
}

// Keys that this officer takes instead, by the sign on the button; the buttons then say so.
const own = JSON.parse(document.body.dataset.keys);
const taken = new Map(Object.entries(own).map(([key, instead]) => [instead, key]));
const meant = (pressed) => taken.get(pressed) ?? (pressed in own ? "" : pressed);
function says(part) {
  for (const one of part.querySelectorAll("[data-key]")) {
    const sign = one.querySelector("kbd");
    if (sign && one.dataset.key in own) sign.textContent = own[one.dataset.key];
  }
}
says(document);
document.addEventListener("htmx:load", (event) => says(event.detail.elt.parentElement ?? document));

// Escape leaves the field that somebody types in, so that keys are keys again.
function leaves(field) {
  field.blur();
  (document.getElementById("question") ?? document.getElementById("main"))?.focus({ preventScroll: true });
}

const overlay = document.getElementById("keys-here");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229 && typing(event) && !overlay?.open) { leaves(event.target); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event)) return;
  const key = meant(event.key.toLowerCase());
  if (overlay?.open) { if (key === "?") overlay.close(); return; }
  if (key === "?") { if (overlay) overlay.showModal(); else location.assign("/keys"); event.preventDefault(); return; }
  const found = key && [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => !one.disabled && one.checkVisibility());
  if (!found) return;
  event.preventDefault();
  late(document.querySelector("form.htmx-request") !== null);
  if (document.getElementById("late")) return;
  found.focus();
  found.click();
  const field = found.control; // what came along is replaced by what is typed, and not added to
  if (field?.value && field.value === field.defaultValue) field.select?.();
});

// A key that is pressed while the answer before it is under way would be of a question that nobody has seen: it does nothing, and that is said.
function late(yes) {
  document.getElementById("late")?.remove();
  if (!yes) return;
  const line = document.createElement("p");
  line.id = "late";
  line.className = "note warn";
  line.textContent = document.body.dataset.late;
  document.getElementById("notes")?.append(line);
}

// Somebody is there: told to the server at most once a minute while keys or the pointer are used, so that a page which is read or written does not lock.
// After the idle time the page is loaded anew, which then asks who is there; what was on the screen goes.
const here = document.body.dataset.here;
const idle = Number(document.body.dataset.idle) * 1000;
let used = Date.now(), told = Date.now();
function uses() {
  used = Date.now();
  if (used - told > Math.min(60000, idle / 4)) {
    told = used;
    const body = new URLSearchParams({ csrf: document.body.dataset.csrf });
    fetch("/here", { method: "POST", body, cache: "no-store" }).then((said) => { if (said.status === 401) { keeps(); location.reload(); } }).catch(() => {});
  }
}

// What is being written is kept at the server while it is written, so that a lock or the way back loses nothing; what is sent needs no keeping.
let begun = null, waiting = 0;
function keeps() {
  clearTimeout(waiting);
  if (!begun) return;
  const body = new URLSearchParams(new FormData(begun));
  for (const one of begun.elements) if (one.type === "password" || "unkept" in one.dataset) body.delete(one.name);
  body.append("draft-action", new URL(begun.getAttribute("action") ?? "", location).pathname);
  body.append("draft-here", location.pathname + location.search);
  body.append("draft-title", document.title.replace(/ · [^·]*$/, ""));
  begun = null;
  fetch("/draft", { method: "POST", body, keepalive: true }).catch(() => {});
}
addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.getAttribute("method") !== "post" || (begun && begun !== form)) return;
  begun = form;
  clearTimeout(waiting);
  waiting = setTimeout(keeps, event.target.type === "checkbox" ? 0 : 1000);
});
addEventListener("submit", (event) => { if (event.target === begun) { clearTimeout(waiting); begun = null; } else keeps(); }, true);
addEventListener("pagehide", keeps);

for (const what of ["keydown", "pointerdown", "pointermove", "wheel", "input"]) document.addEventListener(what, uses, { passive: true });
if (idle) setInterval(() => { if (Date.now() - used > idle + 2000) { keeps(); document.body.replaceChildren(); location.replace(here); } }, 5000);
addEventListener("pageshow", (event) => { if (event.persisted) { document.body.replaceChildren(); location.replace(here); } });

// A value that is shown goes when its time is over, whether the server can be asked or not, and when the page is left.
for (const one of document.querySelectorAll("[data-gone]")) {
  setTimeout(() => {
    one.querySelector(".clear")?.replaceChildren();
    location.replace(one.dataset.then);
  }, Number(one.dataset.gone) * 1000);
}
addEventListener("pagehide", () => {
  for (const one of document.querySelectorAll(".clear")) one.replaceChildren();
  for (const form of document.querySelectorAll("[data-gone] form")) {
    const body = new URLSearchParams(new FormData(form));
    body.set("left", "1");
    fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => {}); // another value may be opened from now on
  }
});

// A value that is typed is seen, unless somebody who types it would rather hide it.
const hiding = document.getElementById("hiding");
if (hiding) {
  hiding.hidden = false;
  hiding.querySelector("input").addEventListener("change", (event) => { document.getElementById("value").type = event.target.checked ? "password" : "text"; });
}
