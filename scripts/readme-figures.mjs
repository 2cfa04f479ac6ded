// Draws what the README shows of a report: the forest plot of its comparisons, and the first screen of its page.
//   node scripts/readme-figures.mjs [--report reports/reference/standard/report.json.gz] [--out reports/reference/figures]
// Needs the build (npm run build) and, for the page, Chromium: CLAIMCHECK_CHROMIUM names one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = path.resolve(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: {
    report: { type: 'string', default: path.join(root, 'reports', 'reference', 'standard', 'report.json.gz') },
    out: { type: 'string', default: path.join(root, 'reports', 'reference', 'figures') },
    dist: { type: 'string', default: path.join(root, 'dist') }
  }
})
const require = createRequire(import.meta.url)
const load = (file) => require(path.join(path.resolve(options.dist), file))
const { countOutcomes } = load('report/data/build.js')
const { parseReport } = load('report/data/parse.js')
const { forestPlot } = load('report/figures/forestPlot.js')
const { renderSvgFile } = load('figures/renderSvg.js')

const folder = path.resolve(options.out)
mkdirSync(folder, { recursive: true })
const report = parseReport(readFileSync(options.report), options.report)

// A README has no room for every claim: those that compare two arms, pair by pair, as a ratio.
const claims = report.claims.filter(
  ({ kind, claim, judgement }) =>
    kind === 'judged' && judgement.analysis.kind === 'paired' && !('absolute' in (claim.hypothesis.margin ?? {}))
)
const [figure] = forestPlot({ ...report, claims, counts: countOutcomes(claims) })
if (figure === undefined) {
  console.error(`${options.report} holds no comparison`)
  process.exit(2)
}
save('comparisons.svg', await renderSvgFile(figure))

const page = path.join(path.dirname(path.resolve(options.report)), 'report.html')
const browsers = [
  process.env.CLAIMCHECK_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'
]
const executablePath = browsers.find((file) => file && existsSync(file))
if (!existsSync(page)) {
  console.error(`no screenshot: there is no ${path.relative(process.cwd(), page)}; claimcheck report --from writes it`)
  process.exitCode = 3
} else if (executablePath === undefined) {
  console.error('no screenshot: there is no Chromium here; CLAIMCHECK_CHROMIUM names one')
  process.exitCode = 3
} else {
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const view = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' })
    await view.goto(pathToFileURL(page).href)
    save('report-page.png', await view.screenshot())
  } finally {
    await browser.close()
  }
}

function save(name, content) {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  console.log(path.relative(process.cwd(), file))
}
