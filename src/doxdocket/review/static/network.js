// The network of channels, to be moved and pointed at; without this the picture and the table stand, which say the same.
const place = document.getElementById("network");
if (place && globalThis.cytoscape) {
  const { nodes, lines } = JSON.parse(place.dataset.graph);
  const ink = getComputedStyle(document.documentElement);
  const of = (name) => ink.getPropertyValue(name).trim();
  const dashes = { forward: "solid", promotion: "dashed", backup: "dotted", signature: "dotted" };
  place.replaceChildren();
  place.classList.add("drawn");
  const sheet = document.createElement("template"); // what the library would add as a style of its own; review.css has it
  sheet.id = "__________cytoscape_stylesheet";
  document.head.append(sheet);
  const drawn = globalThis.cytoscape({
    container: place,
    elements: [
      ...nodes.map((one) => ({ data: one })),
      ...lines.map((one, n) => ({ data: { id: `e${n}`, ...one } })),
    ],
    layout: { name: "circle", padding: 40 },
    minZoom: 0.3,
    maxZoom: 3,
    style: [
      { selector: "node", style: { label: "data(label)", color: of("--ink"), "background-color": of("--card"), "border-width": 2, "border-color": of("--ink"), "font-size": 13, width: 22, height: 22, "text-valign": "bottom", "text-margin-y": 6, "text-background-color": of("--card"), "text-background-opacity": 0.85, "text-background-padding": 2 } },
      { selector: "node[?core]", style: { "background-color": of("--mark") } },
      { selector: "node[!held]", style: { shape: "rectangle", "border-style": "dashed" } },
      { selector: "edge", style: { width: (e) => 1 + Math.log2(1 + e.data("weight")) / 2, "line-color": of("--quiet"), "target-arrow-color": of("--quiet"), "target-arrow-shape": (e) => (e.data("kind") === "signature" ? "none" : "triangle"), "curve-style": "bezier", "line-style": (e) => dashes[e.data("kind")] ?? "solid" } },
    ],
  });
  drawn.on("tap", "node", (event) => {
    drawn.elements().removeClass("away");
    drawn.elements().not(event.target.closedNeighborhood()).addClass("away");
  });
  drawn.on("tap", (event) => { if (event.target === drawn) drawn.elements().removeClass("away"); });
  drawn.style().selector(".away").style({ opacity: 0.2 }).update();
}
