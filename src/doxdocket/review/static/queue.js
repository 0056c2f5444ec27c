"use strict";

// The address names the question, so that the way back leads to what was answered and not to what is next.
const at = document.getElementById("answer")?.dataset.at;
if (at && !new URLSearchParams(location.search).has("at") && location.pathname === at.split("?")[0]) history.replaceState(history.state, "", at);

// After an answer the next question is read out and stands under the eyes; nothing else is moved.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "main") (document.querySelector("#answer [aria-invalid]") ?? document.getElementById("question"))?.focus({ preventScroll: true });
});

// What is alike, and more of it, is a page of its own, with the reason and what was left out: the browser asks for it, since htmx knows no button outside its form.
addEventListener("submit", (event) => { if (["by", "more"].includes(event.submitter?.name)) event.stopImmediatePropagation(); }, true);

// A search takes along what was begun of the answer.
addEventListener("formdata", (event) => {
  if (event.target.matches(".alike form")) for (const [name, value] of new FormData(document.getElementById("answer"))) if (!event.formData.has(name)) event.formData.append(name, value);
});
