// The desk's own script: keys that stand on buttons, and what follows an answer that htmx put in. Everything works without it.
"use strict";

const fields = new Set(["INPUT", "TEXTAREA", "SELECT"]);

function typing(event) {
  const at = event.target;
  return event.isComposing || event.keyCode === 229 || at.isContentEditable ||
    (fields.has(at.tagName) && !["button", "submit", "checkbox", "radio"].includes(at.type));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event)) return;
  if (event.key === "?") { location.assign("/keys"); return; }
  const key = CSS.escape(event.key.toLowerCase());
  const found = [...document.querySelectorAll(`[data-key="${key}"]`)].find((one) => !one.disabled && one.checkVisibility());
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.click();
});
