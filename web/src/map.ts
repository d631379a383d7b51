// Maps: a coast line, lakes and rivers that come with the program; an office's own map of finer detail (PMTiles in
// the layers of Protomaps' basemap, or GeoJSON like the map that comes with the program), if it has one; and what the
// reader may see in view. Nothing is asked of anybody else's servers. No borders are drawn: where they run is what people disagree about.

import "maplibre-gl/dist/maplibre-gl.css";
import "./styles/map.css";
import {
  AttributionControl,
  type GeoJSONSource,
  type LayerSpecification,
  LngLatBounds,
  Map,
  type MapGeoJSONFeature,
  NavigationControl,
  Popup,
  ScaleControl,
  type SourceSpecification,
  addProtocol,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Protocol } from "pmtiles";

setWorkerUrl(workerUrl);
addProtocol("pmtiles", new Protocol().tile);

const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
const COLOURS = dark
  ? { sea: "#1c262a", land: "#2a2824", water: "#3d5a63", line: "#59656a", road: "#4b463e", text: "#f0ece3", halo: "#191816" }
  : { sea: "#dfe8ea", land: "#f6f1e4", water: "#9fbfc8", line: "#8aa3ab", road: "#d9cfba", text: "#1f1d1a", halo: "#fffdf8" };
// As the legend has them, with a shape each: nobody has to tell colours apart.
const KINDS = {
  "missing-person": dark ? "#e9c77b" : "#6b4600",
  site: dark ? "#8fd0d6" : "#0b4f5c",
  place: dark ? "#cfc8bb" : "#4a4640",
};
type Kind = keyof typeof KINDS;

const FONTS = ["Noto Sans"];
const EMPTY = { type: "FeatureCollection" as const, features: [] };

/** Land, lakes and rivers of a GeoJSON whose features say which they are. */
function drawing(source: string): LayerSpecification[] {
  const of = (id: string, kind: string) => ({ id: `${source}-${id}`, source, filter: ["==", ["get", "kind"], kind] as never });
  return [
    { ...of("land", "land"), type: "fill", paint: { "fill-color": COLOURS.land, "fill-outline-color": COLOURS.line } },
    { ...of("lakes", "lake"), type: "fill", paint: { "fill-color": COLOURS.water } },
    { ...of("rivers", "river"), type: "line", paint: { "line-color": COLOURS.water, "line-width": 1.2 } },
  ];
}

/** Layers of an office's detailed map, as Protomaps' basemap calls them; borders are left out. */
function detailed(): LayerSpecification[] {
  const of = (id: string, layer: string) => ({ id: `detail-${id}`, source: "detail", "source-layer": layer });
  return [
    { ...of("earth", "earth"), type: "fill", paint: { "fill-color": COLOURS.land } },
    { ...of("water", "water"), type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": COLOURS.water } },
    { ...of("rivers", "water"), type: "line", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": COLOURS.water, "line-width": 1.4 } },
    { ...of("roads", "roads"), type: "line", paint: { "line-color": COLOURS.road, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 14, 3] } },
    {
      ...of("places", "places"),
      type: "symbol",
      layout: { "text-field": ["coalesce", ["get", `name:${document.documentElement.lang}`], ["get", "name"]], "text-font": FONTS, "text-size": 12 },
      paint: { "text-color": COLOURS.text, "text-halo-color": COLOURS.halo, "text-halo-width": 1.5 },
    },
  ];
}

/** A circle of so many metres around a point, as a ring. */
function around([east, north]: [number, number], metres: number): [number, number][] {
  const degrees = metres / 111_320;
  const wide = degrees / Math.max(Math.cos((north * Math.PI) / 180), 0.01);
  return Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return [east + wide * Math.cos(angle), north + degrees * Math.sin(angle)];
  });
}

type Feature = GeoJSON.Feature<GeoJSON.Point | GeoJSON.Polygon>;

/** Areas in which something may be: what is uncertain is not a point. */
function areas(features: Feature[]): Feature[] {
  return features.flatMap((feature): Feature[] => {
    const { geometry, properties } = feature;
    if (geometry.type === "Polygon") return [feature];
    const metres = properties?.uncertainty as number | undefined;
    if (!metres) return [];
    const ring = around(geometry.coordinates as [number, number], metres);
    return [{ type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } }];
  });
}

/** A point for each thing: the middle of an area. */
function points(features: Feature[]): Feature[] {
  return features.map((feature) => {
    if (feature.geometry.type === "Point") return feature;
    const bounds = new LngLatBounds();
    feature.geometry.coordinates[0]?.forEach((c) => bounds.extend(c as [number, number]));
    const { lng, lat } = bounds.getCenter();
    return { ...feature, geometry: { type: "Point", coordinates: [lng, lat] } };
  });
}

/** Signs of the kinds: a ring, a diamond, a square. */
function sign(kind: Kind): ImageData {
  const size = 40;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d")!;
  pen.strokeStyle = COLOURS.halo;
  pen.lineWidth = 4;
  pen.fillStyle = KINDS[kind];
  pen.beginPath();
  if (kind === "missing-person") pen.arc(20, 20, 12, 0, 2 * Math.PI);
  if (kind === "place") pen.rect(11, 11, 18, 18);
  if (kind === "site") [[20, 4], [36, 20], [20, 36], [4, 20]].forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

const colour = ["match", ["get", "kind"], "site", KINDS.site, "place", KINDS.place, KINDS["missing-person"]];

function layers(): LayerSpecification[] {
  const single = ["==", ["coalesce", ["get", "count"], 1], 1];
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour, "fill-opacity": 0.05 } as never },
    { id: "edges", type: "line", source: "areas", paint: { "line-color": colour, "line-width": 1, "line-opacity": 0.55, "line-dasharray": [3, 2] } as never },
    {
      id: "several",
      type: "circle",
      source: "things",
      filter: ["!", single] as never,
      paint: { "circle-color": colour, "circle-opacity": 0.85, "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0, 9, 4, 26], "circle-stroke-color": COLOURS.halo, "circle-stroke-width": 1.5 } as never,
    },
    {
      id: "counts",
      type: "symbol",
      source: "things",
      filter: ["!", single] as never,
      layout: { "text-field": ["to-string", ["get", "count"]], "text-font": FONTS, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": COLOURS.halo },
    },
    {
      id: "single",
      type: "symbol",
      source: "things",
      filter: single as never,
      layout: { "icon-image": ["get", "kind"], "icon-size": ["case", ["boolean", ["get", "own"], false], 1, 0.65], "icon-allow-overlap": true, "text-field": ["case", ["==", ["get", "kind"], "place"], ["get", "title"], ""], "text-font": FONTS, "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.7], "text-optional": true } as never,
      paint: { "text-color": COLOURS.text, "text-halo-color": COLOURS.halo, "text-halo-width": 1.5 },
    },
  ];
}

/** What a click or Enter opens: title, lines, and where more of it is. */
function told(container: HTMLElement, feature: MapGeoJSONFeature): HTMLElement {
  const box = document.createElement("div");
  const properties = feature.properties as { title?: string; path?: string; lines?: string | string[]; count?: number };
  const title = document.createElement("strong");
  title.textContent = properties.title ?? `${container.dataset.several ?? ""}: ${properties.count ?? ""}`;
  box.append(title);
  // Of a tile that is drawn, lists are texts.
  const lines = typeof properties.lines === "string" ? (JSON.parse(properties.lines) as string[]) : properties.lines;
  for (const line of lines ?? []) {
    const p = document.createElement("p");
    p.textContent = line;
    box.append(p);
  }
  if (properties.path) {
    const link = document.createElement("a");
    link.href = properties.path;
    link.textContent = container.dataset.open ?? "";
    box.append(link);
  }
  return box;
}

async function draw(container: HTMLElement): Promise<void> {
  const { extent, shape, detail, drawn, label } = container.dataset;
  const own = shape ? (JSON.parse(shape) as Feature) : undefined;
  const sources: Record<string, SourceSpecification> = {
    base: { type: "geojson", data: "/assets/base-map.json", attribution: "Natural Earth" },
    areas: { type: "geojson", data: EMPTY },
    things: { type: "geojson", data: EMPTY },
  };
  if (detail) sources.detail = drawn === "drawing" ? { type: "geojson", data: detail } : { type: "vector", url: `pmtiles://${window.location.origin}${detail}` };
  const map = new Map({
    container,
    attributionControl: false,
    cooperativeGestures: Boolean(own),
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 17,
    style: {
      version: 8,
      sources,
      layers: [
        { id: "sea", type: "background", paint: { "background-color": COLOURS.sea } },
        ...drawing("base"),
        ...(!detail ? [] : drawn === "drawing" ? drawing("detail") : detailed()),
        ...layers(),
      ],
    },
  });
  map.addControl(new AttributionControl({ compact: true }));
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl({}));
  map.getCanvas().setAttribute("aria-label", label ?? "");
  for (const kind of Object.keys(KINDS) as Kind[]) map.addImage(kind, sign(kind), { pixelRatio: 2 });

  const bounds = new LngLatBounds();
  if (own) {
    [own, ...areas([own])].forEach(({ geometry }) => {
      const corners = geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates.flat();
      corners.forEach((c) => bounds.extend(c as [number, number]));
    });
  } else if (extent) {
    const [west, south, east, north] = extent.split(",").map(Number);
    bounds.extend([west, south]).extend([east, north]);
  }
  map.fitBounds(bounds, { padding: 40, maxZoom: 10, animate: false });

  const hidden = new Set<string>();
  let found: Feature[] = [];
  const show = () => {
    const shown = found.filter((f) => !hidden.has(String(f.properties?.kind)));
    const all = own ? [...shown.filter((f) => f.properties?.title !== own.properties?.title), own] : shown;
    (map.getSource("areas") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: areas(own ? [own] : all) });
    (map.getSource("things") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: points(all) });
    container.dataset.shown = String(all.length);
  };
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const view = map.getBounds();
    const squares = String(Math.max(4, Math.round(container.clientWidth / 70)));
    const at = (degrees: number) => degrees.toFixed(4);
    const query = new URLSearchParams({ west: at(view.getWest()), south: at(view.getSouth()), east: at(view.getEast()), north: at(view.getNorth()), squares });
    const answer = await fetch(`/map/things?${query}`, { credentials: "same-origin" });
    // Whoever has moved on asks again.
    if (!answer.ok || mine !== asked) return;
    found = ((await answer.json()) as GeoJSON.FeatureCollection).features as Feature[];
    show();
  };
  await new Promise((resolve) => map.once("load", resolve));
  show();
  await ask();
  map.on("moveend", () => void ask());
  document.querySelectorAll<HTMLInputElement>("input[data-layer]").forEach((box) => {
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(box.dataset.layer ?? "");
      else hidden.add(box.dataset.layer ?? "");
      show();
    });
  });

  const open = (feature: MapGeoJSONFeature) => {
    const [lng, lat] = (feature.geometry as GeoJSON.Point).coordinates;
    if ((feature.properties.count ?? 1) > 1) {
      map.easeTo({ center: [lng, lat], zoom: map.getZoom() + 2 });
      return;
    }
    new Popup({ focusAfterOpen: true }).setLngLat([lng, lat]).setDOMContent(told(container, feature)).addTo(map);
  };
  for (const layer of ["several", "single"]) {
    map.on("click", layer, (event) => event.features?.[0] && open(event.features[0]));
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  // By keyboard: arrows move the map, Enter opens what is nearest to its middle.
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const { lng, lat } = map.getCenter();
    const away = (f: MapGeoJSONFeature) => {
      const [x, y] = (f.geometry as GeoJSON.Point).coordinates;
      return Math.hypot(x - lng, y - lat);
    };
    const [nearest] = map.queryRenderedFeatures({ layers: ["several", "single"] }).sort((a, b) => away(a) - away(b));
    if (nearest) open(nearest);
  });
  container.dataset.ready = "yes";
}

document.querySelectorAll<HTMLElement>("[data-map]").forEach((container) => {
  draw(container).catch(() => {
    // A telephone without WebGL: places are in words on the page.
    container.textContent = container.dataset.failed ?? "";
    container.classList.add("failed");
  });
});
