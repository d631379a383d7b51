// Draws the tables of a page as plots. Everything is in the table, which stays: the drawing is for those who see it.

import * as Plot from "@observablehq/plot";
import "./styles/plots.css";

interface Row {
  label: string;
  at?: Date;
  numbers: number[];
}

/** A drawing is as wide as its place, in the size of the page's letters. */
const WIDEST = 960;
/** Of parts, as the legend names them; in the table they stand in words. */
const TONES = ["var(--accent)", "var(--wait-fill)", "var(--line)", "var(--ink)"];

function read(table: HTMLTableElement): { columns: string[]; rows: Row[] } {
  const columns = Array.from(table.querySelectorAll("thead th")).slice(1).map((th) => th.textContent ?? "");
  const rows = Array.from(table.querySelectorAll("tbody tr")).map((tr) => ({
    label: tr.querySelector("th")?.textContent ?? "",
    at: tr.hasAttribute("data-at") ? new Date(`${tr.getAttribute("data-at")}T00:00:00Z`) : undefined,
    numbers: Array.from(tr.querySelectorAll("td")).map((td) => Number(td.getAttribute("data-number"))),
  }));
  return { columns, rows };
}

/** One dot for each number: which row, which column. */
function long(columns: string[], rows: Row[]) {
  return rows.flatMap((row, i) => row.numbers.map((number, j) => ({ ...row, i, column: columns[j], number })));
}

const whole = (n: number) => (Number.isInteger(n) ? n.toLocaleString(document.documentElement.lang) : "");

/** A drawing for each column, with a scale of its own: nine who came home are seen beside a thousand who are missing. */
function lines(columns: string[], rows: Row[], width: number): Plot.PlotOptions[] {
  const narrow = width < 560;
  const shown = new Map(rows.map((r) => [r.at?.getTime(), r.label]));
  const ticks = rows.filter((_, i) => i % Math.ceil(rows.length / (narrow ? 3 : 8)) === 0).map((r) => r.at as Date);
  return columns.map((column, j) => {
    const data = rows.map((row) => ({ at: row.at, number: row.numbers[j] }));
    const last = data.slice(-1);
    const most = Math.max(...data.map((d) => d.number), 1);
    return {
      title: `${column}: ${whole(last[0]?.number ?? 0)}`,
      height: 120,
      marginLeft: 50,
      marginRight: 30,
      x: { type: "utc", label: null, ticks, tickFormat: (d: Date) => shown.get(d.getTime()) ?? "" },
      y: { label: null, grid: true, domain: [0, most], ticks: Math.min(most, 3), tickFormat: whole },
      marks: [
        Plot.ruleY([0]),
        Plot.areaY(data, { x: "at", y: "number", fill: "var(--accent-soft)", curve: "step-after" }),
        Plot.lineY(data, { x: "at", y: "number", stroke: "var(--accent)", strokeWidth: 2.5, curve: "step-after" }),
        Plot.dot(last, { x: "at", y: "number", fill: "var(--accent)", r: 4 }),
      ],
    };
  });
}

function parts(columns: string[], rows: Row[], width: number): Plot.PlotOptions[] {
  const narrow = width < 560;
  return [{
    marginLeft: narrow ? 120 : 280,
    height: 60 + rows.length * (narrow ? 48 : 34),
    x: { label: null, grid: true, tickFormat: whole, nice: true },
    y: { label: null, axis: null, domain: rows.map((r) => r.label) },
    color: { domain: columns, range: TONES, legend: true },
    marks: [
      Plot.axisY({ label: null, lineWidth: narrow ? 8.5 : 21, tickSize: 0 }),
      Plot.barX(long(columns, rows).filter((d) => d.number > 0), { x: "number", y: "label", fill: "column", stroke: "var(--sheet)", order: columns, insetTop: 3, insetBottom: 3 } as Plot.BarXOptions),
      Plot.ruleX([0]),
    ],
  }];
}

function bars(columns: string[], rows: Row[], width: number): Plot.PlotOptions[] {
  const narrow = width < 560;
  return [{
    marginLeft: narrow ? 110 : 150,
    marginRight: 60,
    height: 50 + rows.length * 30,
    x: { label: null, grid: true, tickFormat: whole, nice: true },
    y: { label: null, domain: rows.map((r) => r.label) },
    marks: [
      Plot.barX(long(columns, rows), { x: "number", y: "label", fill: TONES[0], insetTop: 3, insetBottom: 3 }),
      Plot.text(long(columns, rows), { x: "number", y: "label", text: (d: { number: number }) => whole(d.number), textAnchor: "start", dx: 6 }),
      Plot.ruleX([0]),
    ],
  }];
}

const KINDS: Record<string, typeof lines> = { lines, parts, bars };

function draw(figure: HTMLElement): void {
  const table = figure.parentElement?.querySelector("table");
  const how = KINDS[figure.dataset.plot ?? ""];
  if (!table || !how) return;
  const width = Math.min(figure.clientWidth, WIDEST);
  const { columns, rows } = read(table);
  const drawings = how(columns, rows, width).map((options) => {
    const drawn = Plot.plot({ width, ...options });
    // The page's policy allows styles of its files only; `plots.css` says the same.
    drawn.querySelectorAll("style").forEach((style) => style.remove());
    const drawing = drawn instanceof SVGElement ? drawn : drawn.querySelector<SVGElement>(":scope > svg");
    // A drawing is one picture: what Plot calls its groups is for nobody.
    drawing?.querySelectorAll<SVGElement>("[aria-label]").forEach((group) => {
      group.dataset.mark = group.getAttribute("aria-label") ?? "";
      group.removeAttribute("aria-label");
    });
    drawing?.setAttribute("role", "img");
    drawing?.setAttribute("aria-label", String(options.title ?? figure.dataset.label));
    return drawn;
  });
  figure.replaceChildren(...drawings);
}

function drawAll(): void {
  document.querySelectorAll<HTMLElement>("[data-plot]").forEach(draw);
}

drawAll();
document.querySelectorAll("figure[data-plot] + details").forEach((details) => details.removeAttribute("open"));
let waiting = 0;
window.addEventListener("resize", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(drawAll, 150);
});
