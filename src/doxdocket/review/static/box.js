"use strict";

// A box drawn over the covered picture becomes the numbers of the form, in the pixels of the picture itself; the form's numbers become the box that is seen.
const form = document.getElementById("boxing");
const figure = document.getElementById("drawing");
const sides = ["left", "top", "width", "height"];

if (form && figure) {
  const [wide, high] = [Number(figure.dataset.width), Number(figure.dataset.height)];
  const sheet = figure.querySelector("svg");
  sheet.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  const box = sheet.querySelector("rect");

  const at = (event) => {
    const seen = sheet.getBoundingClientRect();
    const share = (part, whole) => Math.min(1, Math.max(0, part / whole));
    return [Math.round(share(event.clientX - seen.left, seen.width) * wide), Math.round(share(event.clientY - seen.top, seen.height) * high)];
  };
  const drawn = () => {
    const numbers = sides.map((side) => Number(form.elements[side].value) || 0);
    ["x", "y", "width", "height"].forEach((name, n) => box.setAttribute(name, numbers[n]));
  };
  let from = null;
  sheet.addEventListener("pointerdown", (event) => { from = at(event); sheet.setPointerCapture(event.pointerId); event.preventDefault(); });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    const numbers = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    sides.forEach((side, n) => { form.elements[side].value = numbers[n]; });
    drawn();
  });
  const done = () => {
    if (!from) return;
    from = null;
    document.getElementById("picked").textContent = sides.map((side) => `${form.querySelector(`label[for=${side}]`).textContent} ${form.elements[side].value}`).join(" · ");
  };
  sheet.addEventListener("pointerup", done);
  sheet.addEventListener("pointercancel", done);
  for (const side of sides) form.elements[side].addEventListener("input", drawn);
  drawn();
}
