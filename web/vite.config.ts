import { defineConfig } from "vite";

// The binary embeds what is built here; KINTRACE_ASSETS is the folder that the crate's build script
// names.
export default defineConfig({
  base: "/assets/",
  build: {
    outDir: process.env.KINTRACE_ASSETS ?? "dist",
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    rollupOptions: {
      input: "src/main.ts",
      output: { entryFileNames: "main.js", assetFileNames: "[name][extname]" },
    },
  },
});
