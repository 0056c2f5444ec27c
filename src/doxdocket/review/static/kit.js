"use strict";

// A page that is left shows nothing any more, so that going back to it, or the picture that the browser keeps of it, shows nothing either; it is asked for anew.
addEventListener("pagehide", () => { document.body.hidden = true; });
addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

// Where one page is covered, all that are open are.
const others = new BroadcastChannel("kit");
if (document.querySelector("[data-covered]")) others.postMessage("covered");
else others.addEventListener("message", () => { document.body.hidden = true; location.replace("/"); });

// A value in clear goes after its time, and when the page is left.
const clear = document.querySelector("[data-seconds]");
if (clear) {
  const back = () => location.replace(clear.dataset.back);
  setTimeout(back, Number(clear.dataset.seconds) * 1000);
  addEventListener("pagehide", () => clear.replaceChildren());
  addEventListener("pageshow", event => { if (event.persisted) back(); });
}

// While files are read the page looks again by itself, unless somebody is writing on it.
const waits = document.querySelector("[data-refresh]");
if (waits) {
  let touched = false;
  addEventListener("input", () => { touched = true; });
  setInterval(() => {
    const at = document.activeElement;
    if (!touched && (!at || at === document.body || at.id === "main")) location.replace(waits.dataset.refresh);
  }, 4000);
}

// On a narrow screen each cell of a paper stands below the other, with the head of its column.
for (const table of document.querySelectorAll(".paper table")) {
  const heads = [...table.querySelectorAll("thead th")].map(one => one.textContent);
  if (!heads.length) continue;
  for (const row of table.querySelectorAll("tbody tr")) [...row.cells].forEach((cell, at) => { cell.dataset.head = heads[at]; });
  table.classList.add("stacked");
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// What is typed is kept as a draft, or it is asked whether to leave; what was sent needs neither.
const typed = document.querySelector("#typed");
const fault = document.querySelector("[data-fault]");
let asks = false;
if (fault) history.replaceState(null, "", fault.dataset.fault);
if (typed) {
  let unkept = Boolean(fault), waiting = 0;
  const keep = () => {
    clearTimeout(waiting);
    if (unkept) navigator.sendBeacon("/draft", new URLSearchParams(new FormData(typed)));
    unkept = false;
  };
  typed.addEventListener("input", () => { unkept = true; clearTimeout(waiting); waiting = setTimeout(keep, 1500); });
  typed.addEventListener("submit", () => { unkept = false; clearTimeout(waiting); });
  addEventListener("pagehide", keep);
}
addEventListener("input", event => { if (event.target.form && event.target.form !== typed && event.target.form.matches(".entry")) asks = true; });
addEventListener("submit", () => { asks = false; });
addEventListener("beforeunload", event => { if (asks && !document.body.hidden) event.preventDefault(); });

// A folder cannot be sent: said when it is dropped, before the browser fails on it.
const drop = document.querySelector("input.drop");
if (drop) drop.addEventListener("drop", event => {
  const folder = [...event.dataTransfer.items].some(one => one.webkitGetAsEntry?.()?.isDirectory);
  document.querySelector("[data-folder]").hidden = !folder;
  if (folder) event.preventDefault();
});
