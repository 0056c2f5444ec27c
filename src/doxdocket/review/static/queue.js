"use strict";

// After an answer the next question is read out and stands under the eyes; nothing else is moved.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id === "main") (document.querySelector("#answer [aria-invalid]") ?? document.getElementById("question"))?.focus({ preventScroll: true });
});
