import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { REPOSITORY } from '../support/project'

jest.setTimeout(300_000)

const SITE = path.join(REPOSITORY, 'docs/site')
const DOCUMENTS = [
  'README.md',
  ...readdirSync(path.join(REPOSITORY, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
]

/** Without its blocks of code, in which nothing is a link or a heading. */
function proseOf(file: string): string {
  return readFileSync(path.join(REPOSITORY, file), 'utf8').replace(/^```[\s\S]*?^```/gm, '')
}

/** Addresses of the headings, as GitHub and the site make them. */
function anchorsOf(file: string): string[] {
  return [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  )
}

describe('the documents', () => {
  it.each(DOCUMENTS)('%s points to headings that are there', (file) => {
    for (const [, target = '', anchor] of proseOf(file).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)]+)\)/g)) {
      const to = target === '' ? file : path.join(path.dirname(file), target)
      if (to.endsWith('.md')) expect([to, anchorsOf(to)]).toEqual([to, expect.arrayContaining([anchor])])
    }
  })
})

const isInstalled = existsSync(path.join(SITE, 'node_modules'))
// What builds it is installed apart, by .ci/run and by the first npm run docs.
if (!isInstalled) process.stderr.write('The site is not built: docs/site has no node_modules (npm run docs).\n')
const withGenerator = isInstalled ? describe : describe.skip

withGenerator('npm run docs', () => {
  it('makes a page of each document, in which every link leads somewhere, with a search that asks nobody', () => {
    execFileSync(process.execPath, ['scripts/docs.mjs'], { cwd: REPOSITORY, stdio: 'pipe' })
    const built = (file: string) => readFileSync(path.join(SITE, 'dist', file), 'utf8')
    for (const file of DOCUMENTS.slice(1)) expect(built(`${path.basename(file, '.md')}.html`)).toContain('<h1')
    expect(built('index.html')).toContain('claimcheck')
    expect(built('api/stats.html')).toContain('bcaInterval')
    const pages = readdirSync(path.join(SITE, 'dist'), { recursive: true, encoding: 'utf8' })
    for (const page of pages.filter((file) => file.endsWith('.html'))) {
      for (const [, href] of built(page).matchAll(/ (?:src|href)="([^"]+)"/g)) {
        if (/^(?:https?:|#|data:|mailto:)/.test(href!)) continue
        const to = decodeURI(href!.replace(/[?#].*/, ''))
        const file = to.startsWith('/') ? to.slice(1) : path.join(path.dirname(page), to)
        const isThere = ['', '.html', 'index.html'].some((ending) =>
          existsSync(path.join(SITE, 'dist', `${file}${ending}`))
        )
        expect([page, href, isThere]).toEqual([page, href, true])
      }
      expect(built(page)).not.toMatch(/<(?:script|link)[^>]+(?:src|href)="https?:/)
    }
  })
})
