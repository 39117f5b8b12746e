// A click on a column's head sorts by it: numbers as numbers, words as words.
for (const table of document.querySelectorAll("table")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    let direction = 1;
    button.onclick = () => {
      const body = table.tBodies[0];
      const value = row => {
        const text = row.cells[column].textContent.trim();
        const number = parseFloat(text);
        return isNaN(number) ? text : number;
      };
      const compare = (x, y) =>
        typeof x === "number" && typeof y === "number" ? x - y : `${x}`.localeCompare(`${y}`);
      body.append(...[...body.rows].sort((a, b) => direction * compare(value(a), value(b))));
      direction = -direction;
    };
  });
}

// Rows of one verdict alone.
const rows = [...document.querySelectorAll("tr[data-verdict]")];
const verdicts = [...new Set(rows.map(row => row.dataset.verdict))].filter(verdict => verdict);
const select = document.createElement("select");
select.append(new Option("all verdicts", ""), ...verdicts.map(verdict => new Option(verdict)));
select.onchange = () => {
  for (const row of rows) row.hidden = select.value !== "" && row.dataset.verdict !== select.value;
};
const label = document.createElement("label");
label.className = "filter";
label.append("Show in the tables: ", select);
document.querySelector(".overview").after(label);

// A link to a row shows it, whatever the filter, and opens it.
addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.hidden = false;
  target.querySelector("details")?.setAttribute("open", "");
  target.scrollIntoView();
});

// The seed under the pointer. A dot's place is as in strip_plot.
const tip = document.createElement("div");
tip.id = "tip";
for (const strip of document.querySelectorAll(".strip")) {
  const accuracies = strip.dataset.accuracies.split(" ").map(Number);
  const seeds = strip.dataset.seeds.split(" ");
  const [width, dots, margin] = [300, 26, 8];
  strip.onpointermove = event => {
    const box = strip.getBoundingClientRect();
    const scale = width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const share = i => Math.min(1, Math.max(0, (accuracies[i] - 40) / 60));
    const distance = i => Math.hypot(x - margin - share(i) * (width - 2 * margin),
      y - 3 - (i * 0.6180339887498949 % 1) * (dots - 6));
    let nearest = 0;
    for (let i = 1; i < accuracies.length; ++i) if (distance(i) < distance(nearest)) nearest = i;
    tip.textContent = `seed ${seeds[nearest]}: ${accuracies[nearest]} %`;
    tip.style.left = `${Math.min(event.pageX + 12, document.documentElement.clientWidth - 130)}px`;
    tip.style.top = `${event.pageY + 14}px`;
    document.body.append(tip);
  };
  strip.onpointerleave = () => tip.remove();
}
