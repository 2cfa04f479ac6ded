import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'

/** Written by scripts/docs.mjs, from the README's table of pages and what TypeDoc found. */
const { pages, api } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../pages.json'), 'utf8'))

export default defineConfig({
  title: 'claimcheck',
  description: 'Test-driven reproducibility for machine-learning papers.',
  srcDir: 'pages',
  outDir: 'dist',
  // Whatever a link inside leads to has to be there: the build fails otherwise.
  ignoreDeadLinks: false,
  // Angle brackets of the documents are text, never markup or a template.
  markdown: { html: false },
  themeConfig: {
    // Who searches wants the documents first: the library's pages are long, and full of every word.
    search: {
      provider: 'local',
      options: { miniSearch: { searchOptions: { boostDocument: (id) => (id.includes('/api/') ? 0.2 : 1) } } }
    },
    sidebar: [
      { text: 'Documents', items: pages },
      { text: 'Library', collapsed: true, items: api }
    ],
    outline: { level: [2, 3] },
    docFooter: { prev: false, next: false }
  }
})
