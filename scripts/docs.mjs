// The site of the documents, static and with a search that asks nobody: docs/site/dist.
//   npm run docs                 installs what builds it (docs/site/package.json) where it is not there, and builds it
//   npm run docs -- --serve      and shows it on this machine
// Pages are README.md and docs/*.md as they are, and one for each thing that others import, from its docstring. A link within
// the site that leads nowhere fails the build.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const SITE = path.join(ROOT, 'docs/site')
const PAGES = path.join(SITE, 'pages')
const ENTRIES = [
  'src/index.ts',
  'src/entries/report.ts',
  'src/stats/index.ts',
  'src/entries/engine.ts',
  'src/jest/index.ts'
]

if (!existsSync(path.join(SITE, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: SITE, stdio: 'inherit' })
rmSync(PAGES, { recursive: true, force: true })
mkdirSync(PAGES, { recursive: true })
const documents = readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'))
for (const file of documents) writePage(file, path.join(ROOT, 'docs', file))
writePage('index.md', path.join(ROOT, 'README.md'))
writeApi()
const items = [['index.md', 'What it is'], ...documents.map((file) => [file, titleOf(path.join(ROOT, 'docs', file))])]
// Who comes for the first time begins with a tutorial.
const isTutorial = ([file]) => file.startsWith('tutorial-')
items.splice(1, Infinity, ...items.filter(isTutorial), ...items.slice(1).filter((item) => !isTutorial(item)))
const pages = items.map(([file, text]) => ({ text, link: `/${file.replace(/(index)?\.md$/, '')}` }))
const api = readdirSync(path.join(PAGES, 'api'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ text: entryName(file), link: `/api/${file.replace(/(^index)?\.md$/, '')}` }))
  .sort((one, other) => (one.text < other.text ? -1 : 1))
// TypeDoc calls a page by its file.
for (const { text, link } of api.filter(({ text }) => text !== 'All entries')) {
  const file = path.join(PAGES, `${link}.md`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^# .+$/m, `# ${text}`))
}
writeFileSync(path.join(SITE, 'pages.json'), JSON.stringify({ pages, api }))
run('vitepress', ['build'])
if (process.argv.includes('--serve')) run('vitepress', ['preview'])

/** A document under the address that it has in the site; what it points to beside the documents is no page of it. */
function writePage(name, file) {
  const addressOf = (_link, image, words, target, place = '') => {
    const to = path.relative(ROOT, path.resolve(path.dirname(file), target))
    if (image !== '') return imageOf(to, words)
    if (to === 'README.md') return `[${words}](./${place})`
    return path.dirname(to) === 'docs' && to.endsWith('.md') ? `[${words}](./${path.basename(to)}${place})` : words
  }
  const text = readFileSync(file, 'utf8')
    .replace(/\[(!\[[^\]]*\]\([^)]*\))\]\([^)]*\)/g, '$1')
    .replace(/(!?)\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)/g, addressOf)
  writeFileSync(path.join(PAGES, name), text)
}

function imageOf(file, words) {
  const target = path.join(PAGES, 'pictures', path.basename(file))
  mkdirSync(path.dirname(target), { recursive: true })
  cpSync(path.join(ROOT, file), target)
  return `![${words}](./pictures/${path.basename(file)})`
}

function titleOf(file) {
  return /^# (.+)$/m.exec(readFileSync(file, 'utf8'))[1].replaceAll('`', '')
}

/** How others import what a page of TypeDoc is about. */
function entryName(file) {
  if (file === 'index.md') return 'All entries'
  return file === 'index-1.md' ? 'claimcheck' : `claimcheck/${path.basename(file, '.md')}`
}

/** TypeDoc brings an older compiler than the project's, which has no interface for it: only what it reads matters here. */
function writeApi() {
  const entries = ENTRIES.flatMap((entry) => ['--entryPoints', path.join(ROOT, entry)])
  run('typedoc', [
    ...entries,
    ...['--plugin', 'typedoc-plugin-markdown', '--out', path.join(PAGES, 'api'), '--entryFileName', 'index'],
    ...['--tsconfig', path.join(SITE, 'tsconfig.json'), '--skipErrorChecking', '--excludePrivate', '--excludeInternal'],
    ...['--disableSources', '--readme', 'none', '--router', 'module', '--basePath', path.join(ROOT, 'src')],
    ...['--sanitizeComments', '--useHTMLEncodedBrackets', '--logLevel', 'Error', '--hideBreadcrumbs']
  ])
}

function run(tool, args) {
  execFileSync(path.join(SITE, 'node_modules/.bin', tool), args, { cwd: SITE, stdio: 'inherit' })
}
