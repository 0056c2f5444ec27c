"use strict";

// Two places, those that stay and those that leave: a publication is dragged from one to the other, or its box ticked, which moves it too. The boxes alone are sent.
const form = document.getElementById("splitting");
if (form) {
  const [stays, leaves] = [document.getElementById("stays"), document.getElementById("leaves")];
  const rows = [...form.querySelectorAll(".moves")];
  const put = (row) => {
    const box = row.querySelector("input");
    const into = box.checked ? leaves : stays;
    if (row.parentElement === into) return;
    const had = document.activeElement === box;
    const next = rows.slice(rows.indexOf(row) + 1).find((one) => one.parentElement === into);
    into.insertBefore(row, next ?? null);
    if (had) box.focus();
  };
  leaves.hidden = false;
  document.getElementById("dragging").hidden = false;
  form.querySelector(".zones").classList.add("two");
  let dragged = null;
  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => { dragged = row; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", ""); });
    row.addEventListener("dragend", () => { dragged = null; });
    row.querySelector("input").addEventListener("change", () => put(row));
    put(row);
  }
  for (const zone of [stays, leaves]) {
    zone.addEventListener("dragover", (event) => { if (dragged) event.preventDefault(); });
    zone.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      dragged.querySelector("input").checked = zone === leaves;
      put(dragged);
    });
  }
}
