"use strict";

// A selection in the shown post becomes the numbers of the form: a plain piece shows character for character, of a mask the whole is meant.
const form = document.getElementById("adding");
const picking = document.getElementById("picking");

function place(node, offset, last) {
  const inside = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset - (last ? 1 : 0)] ?? node;
  const piece = (inside.nodeType === Node.TEXT_NODE ? inside.parentElement : inside).closest("[data-start]");
  const text = piece?.closest("[data-where]");
  if (!text) return null;
  const plain = piece.tagName === "SPAN" && node.nodeType === Node.TEXT_NODE;
  const chars = plain ? [...node.data.slice(0, offset)].length : 0;  // an offset counts characters, not halves of them
  const at = plain ? Number(piece.dataset.start) + chars : Number(last ? piece.dataset.end : piece.dataset.start);
  return { where: text.dataset.where, at };
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!form || !chosen || chosen.isCollapsed || !picking.contains(chosen.anchorNode)) return;
  const range = chosen.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset, false);
  const end = place(range.endContainer, range.endOffset, true);
  if (!start || !end || start.where !== end.where || start.at >= end.at) return;
  form.elements.where.value = start.where;
  form.elements.start.value = start.at;
  form.elements.end.value = end.at;
  document.getElementById("picked").textContent = `${start.where} ${start.at}–${end.at}`;
});
