import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { projectRoot } from '../project-root.ts';

const at = (...parts: readonly string[]): string => join(projectRoot, ...parts);
const provided = ['electron', ...builtinModules, /^node:/];
const common = {
  configFile: false,
  logLevel: 'warn',
  envDir: false,
  publicDir: false,
} satisfies InlineConfig;

/** The till's pages. Addresses are relative, because the app's scheme differs between Electron and the stand-in. */
export function rendererConfig(): InlineConfig {
  const pages = ['till', 'display'].map((name) => at('renderer', name, 'index.html'));
  return {
    ...common,
    root: at('renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: at('out', 'renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      // The pages' policy allows neither data: addresses nor inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: pages.filter((page) => existsSync(page)) },
    },
  };
}

/** A sandboxed preload may require `electron` only: everything else is in its one file. */
export function preloadConfig(): InlineConfig {
  return nodeConfig({
    input: at('electron', 'preload.cts'),
    folder: 'preload',
    file: 'preload.cjs',
    format: 'cjs',
  });
}

/** The main process with all its packages, so that the packed app carries no node_modules. */
export function mainConfig(): InlineConfig {
  return nodeConfig({ input: at('electron', 'main.ts'), folder: 'main', file: 'main.js', format: 'es' });
}

type NodeBundle = {
  readonly input: string;
  readonly folder: string;
  readonly file: string;
  readonly format: 'es' | 'cjs';
};

function nodeConfig({ input, folder, file, format }: NodeBundle): InlineConfig {
  return {
    ...common,
    root: projectRoot,
    ssr: { noExternal: true, target: 'node' },
    resolve: { external: ['electron'] },
    build: {
      ssr: true,
      outDir: at('out', folder),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input,
        external: provided,
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}
