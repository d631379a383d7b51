import { defineConfig } from "vite";

// The binary embeds what is built here; KINTRACE_ASSETS is the folder that the crate's build script
// names. `--mode receipts` builds the script and style of the page that checks receipts, which stand in
// the page itself.
export default defineConfig(({ mode }) => {
  const ofReceipts = mode === "receipts";
  return {
    base: "/assets/",
    build: {
      outDir: process.env.KINTRACE_ASSETS ?? "dist",
      emptyOutDir: !ofReceipts,
      assetsDir: "",
      assetsInlineLimit: 0,
      target: "es2020",
      cssCodeSplit: !ofReceipts,
      rollupOptions: {
        input: ofReceipts ? "src/receipts/page.ts" : "src/main.ts",
        output: ofReceipts
          ? { format: "iife", entryFileNames: "receipts.js", assetFileNames: "receipts[extname]" }
          : { entryFileNames: "main.js", assetFileNames: "[name][extname]" },
      },
    },
  };
});
