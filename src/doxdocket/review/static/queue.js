"use strict";

// The address names the question, so that the way back leads to what was answered and not to what is next.
const at = document.getElementById("answer")?.dataset.at;
if (at && !new URLSearchParams(location.search).has("at") && location.pathname === at.split("?")[0]) history.replaceState(history.state, "", at);

// After an answer the next question is read out and stands under the eyes; nothing else is moved.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "main") (document.querySelector("#answer [aria-invalid]") ?? document.getElementById("question"))?.focus({ preventScroll: true });
});

// More of what is alike is a page of its own, with what was left out: the browser asks for it, since htmx knows no button outside its form.
addEventListener("submit", (event) => { if (event.submitter?.name === "more") event.stopImmediatePropagation(); }, true);
