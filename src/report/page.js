// A click on a column's head sorts by it: numbers as numbers, words as words.
for (const table of document.querySelectorAll("table")) {
  table.querySelectorAll("thead th:not(.picture)").forEach(head => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const direction = head.ariaSort === "ascending" ? -1 : 1;
      for (const other of head.parentNode.cells) other.ariaSort = null;
      head.ariaSort = direction > 0 ? "ascending" : "descending";
      const text = row => row.cells[head.cellIndex].textContent.trim();
      const compare = (a, b) => {
        const [x, y] = [Number(a), Number(b)];
        return a && b && !isNaN(x) && !isNaN(y) ? x - y : a.localeCompare(b, "en", {numeric: true});
      };
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((a, b) => direction * compare(text(a), text(b))));
    };
  });
}

// Rows of one verdict alone; what has none of them is hidden.
const rows = [...document.querySelectorAll("tr[data-verdict]")];
const verdicts = [...new Set(rows.map(row => row.dataset.verdict))].filter(verdict => verdict);
const select = document.createElement("select");
select.append(new Option("all verdicts", ""), ...verdicts.map(verdict => new Option(verdict)));
const show = verdict => {
  select.value = verdict;
  for (const row of rows) row.hidden = verdict !== "" && row.dataset.verdict !== verdict;
  for (const table of document.querySelectorAll(".scroll")) {
    table.hidden = !table.querySelector("tbody tr:not([hidden])");
    if (table.nextElementSibling?.className === "data") table.nextElementSibling.hidden = table.hidden;
  }
};
select.onchange = () => show(select.value);
const label = document.createElement("label");
label.append("Show in the tables: ", select);
document.querySelector("#filter").append(label);

// A link to a row shows it, whatever the filter, and opens it.
const open_target = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  show("");
  target.querySelector("details")?.setAttribute("open", "");
  target.scrollIntoView();
};
addEventListener("hashchange", open_target);
open_target();

// Paper has no other way to show what is folded; the pictures of the boundaries stay away.
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details:not(.boundaries)")) each.open = true;
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
    if (distance(nearest) > 12) return tip.remove();
    tip.textContent = `seed ${seeds[nearest]}: ${accuracies[nearest]} %`;
    tip.style.left = `${Math.min(event.pageX + 12, document.documentElement.clientWidth - 130)}px`;
    tip.style.top = `${event.pageY + 14}px`;
    document.body.append(tip);
  };
  strip.onpointerleave = () => tip.remove();
}
