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
/** Lines and bars in an order of the eye: by what they say, not by colour alone, since each has its name. */
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

function lines(columns: string[], rows: Row[], width: number): Plot.PlotOptions {
  const data = long(columns, rows);
  const narrow = width < 560;
  const last = data.filter((d) => d.i === rows.length - 1);
  // Names of lines that end near each other are written one above the other.
  const most = Math.max(...data.map((d) => d.number), 1);
  const apart = (most * 16) / 260;
  let below = -Infinity;
  const named = [...last]
    .sort((a, b) => a.number - b.number)
    .map((d) => {
      below = Math.max(d.number, below + apart);
      return { ...d, y: below };
    });
  const shown = new Map(rows.map((r) => [r.at?.getTime(), r.label]));
  const ticks = rows.filter((_, i) => i % Math.ceil(rows.length / (narrow ? 3 : 8)) === 0).map((r) => r.at as Date);
  return {
    marginRight: narrow ? 20 : 220,
    marginLeft: 50,
    x: { type: "utc", label: null, ticks, tickFormat: (d: Date) => shown.get(d.getTime()) ?? "" },
    y: { label: null, grid: true, nice: true, domain: [0, most], tickFormat: whole },
    color: { domain: columns, range: TONES, legend: narrow },
    marks: [
      Plot.ruleY([0]),
      Plot.lineY(data, { x: "at", y: "number", z: "column", stroke: "column", strokeWidth: 2.5, curve: "step-after" }),
      Plot.dot(last, { x: "at", y: "number", fill: "column", r: 4 }),
      narrow ? null : Plot.text(named, { x: "at", y: "y", text: (d: (typeof named)[0]) => `${d.column}: ${whole(d.number)}`, textAnchor: "start", dx: 10, lineWidth: 22 }),
    ],
  };
}

function parts(columns: string[], rows: Row[], width: number): Plot.PlotOptions {
  const narrow = width < 560;
  return {
    marginLeft: narrow ? 110 : 260,
    height: 60 + rows.length * 30,
    x: { label: null, grid: true, tickFormat: whole, nice: true },
    y: { label: null, domain: rows.map((r) => r.label), tickFormat: (text: string) => short(text, narrow ? 16 : 38) },
    color: { domain: columns, range: TONES, legend: true },
    marks: [
      Plot.barX(long(columns, rows).filter((d) => d.number > 0), { x: "number", y: "label", fill: "column", stroke: "var(--sheet)", order: columns, insetTop: 3, insetBottom: 3 } as Plot.BarXOptions),
      Plot.ruleX([0]),
    ],
  };
}

function bars(columns: string[], rows: Row[], width: number): Plot.PlotOptions {
  const narrow = width < 560;
  return {
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
  };
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

const KINDS: Record<string, typeof lines> = { lines, parts, bars };

function draw(figure: HTMLElement): void {
  const table = figure.parentElement?.querySelector("table");
  const how = KINDS[figure.dataset.plot ?? ""];
  if (!table || !how) return;
  const width = Math.min(figure.clientWidth, WIDEST);
  const { columns, rows } = read(table);
  const drawn = Plot.plot({ width, style: { background: "none" }, ...how(columns, rows, width) });
  // The page's policy allows styles of its files only; `plots.css` says the same.
  drawn.querySelectorAll("style").forEach((style) => style.remove());
  const drawing = drawn instanceof SVGElement ? drawn : drawn.querySelector<SVGElement>("svg:last-of-type");
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", figure.dataset.label ?? "");
  figure.replaceChildren(drawn);
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
