import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

/** What the commands report, show and export do, by the package's exports alone. */
const SCRIPT = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { verify } = require('claimcheck')
const { RunStore } = require('claimcheck/engine')
const {
  compareReports, encodeComparison, encodeReport, exportRoCrate, exportRuns, parseReport, recomputeReport, renderBadge,
  renderClaim, renderComparisonMarkdown, renderComparisonTerminal, renderHtml, renderMarkdown, renderSummary,
  renderTerminal, runsToExport
} = require('claimcheck/report')

const stored = {
  claimsRoot: 'claims', claimsArgument: null, claims: [], profile: 'quick', engine: 'auto', storeFolder: '.claimcheck/store',
  firstSeed: 0, seeds: null, jobs: 1, execute: false
}

async function main() {
  const read = (file) => parseReport(readFileSync(file, 'utf8'), file)
  const report = recomputeReport(read('reports/first/report.json'))
  const comparison = compareReports(read('older.json'), report)
  const claim = report.claims.find((entry) => entry.claim.id === 'toy/online-adam')
  const texts = {
    'report.json': encodeReport((await verify(stored)).report),
    'report.md': renderMarkdown(report),
    'report.html': await renderHtml(report),
    'summary.md': renderSummary(report),
    'badge.svg': renderBadge(report),
    'comparison.json': encodeComparison(comparison),
    'comparison.md': renderComparisonMarkdown(comparison),
    'compared.txt': renderComparisonTerminal(comparison, 80),
    'report.txt': renderTerminal(report, { color: false, columns: 80, shortenIds: true }),
    'shown.txt': renderClaim(claim, report, 80)
  }
  mkdirSync('library')
  for (const [name, text] of Object.entries(texts)) writeFileSync('library/' + name, text)
  const runs = runsToExport(new RunStore('.claimcheck/store'), report)
  const choices = { licence: 'CC-BY-4.0', datePublished: '2026-01-31', author: null }
  const written = {
    csv: exportRuns('csv', 'library/csv', runs),
    tensorboard: exportRuns('tensorboard', 'library/tensorboard', runs),
    mlflow: exportRuns('mlflow', 'library/mlflow', runs),
    'ro-crate': await exportRoCrate('library/ro-crate', report, runs, choices)
  }
  console.log(JSON.stringify(written))
}

main()
`

let project: Project
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  expect(project.run(['verify', '--name', 'first']).status).toBe(0)
  const older = readFileSync(project.path('reports/first/report.json'), 'utf8')
  project.write('older.json', older.replaceAll('"reached": 5', '"reached": 4'))
  mkdirSync(project.path('node_modules'))
  symlinkSync(REPOSITORY, project.path('node_modules/claimcheck'), 'junction')
})
afterAll(() => project.remove())

/** Each file below a folder with its content. */
function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(project.path(folder), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile()
  )
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      const relative = path.relative(project.path(folder), file).split(path.sep).join('/')
      return [relative, readFileSync(file, 'latin1')]
    })
  )
}

describe('the package as a library', () => {
  it('verifies, renders, compares and exports what the commands do', () => {
    project.write('script.cjs', SCRIPT)
    const { stdout, stderr } = project.node('script.cjs')
    expect(stderr).toBe('')
    const library = contentsOf('library')

    const from = ['--from', 'reports/first/report.json']
    const width = { COLUMNS: '80' }
    const compared = project.run(['report', ...from, '--compare', 'older.json', '--name', 'compared'], width)
    const files = contentsOf('reports/compared')
    const verified = readFileSync(project.path('reports/first/report.json'), 'latin1')
    expect(library['report.json']).toBe(verified)
    for (const name of ['report.md', 'report.html', 'summary.md', 'badge.svg', 'comparison.json', 'comparison.md']) {
      expect({ name, text: library[name] }).toEqual({ name, text: files[name] })
    }
    const latin = (text: string) => Buffer.from(text).toString('latin1')
    const untilReport = (text: string) => latin(text.slice(0, text.indexOf('\nReport: ')))
    expect(library['compared.txt']).toBe(untilReport(compared.stdout))
    expect(library['compared.txt']).toContain('moved')
    expect(library['report.txt']).toBe(untilReport(project.run(['report', ...from, '--name', 'again'], width).stdout))
    expect(library['shown.txt']).toBe(latin(project.run(['show', 'toy/online-adam', ...from], width).stdout))

    const deposit = ['--licence', 'CC-BY-4.0', '--date', '2026-01-31']
    for (const [format, names] of Object.entries(JSON.parse(stdout) as Record<string, string[]>)) {
      const more = format === 'ro-crate' ? deposit : []
      expect(project.run(['export', format, ...from, '--out', format, ...more])).toMatchObject({
        status: 0,
        stderr: ''
      })
      expect({ format, contents: contentsOf(`library/${format}`) }).toEqual({ format, contents: contentsOf(format) })
      expect(Object.keys(contentsOf(format)).sort()).toEqual([...names].sort())
    }
  })
})
