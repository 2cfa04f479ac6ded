import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { externalResults } from '../../src/external/externalResults'
import { loadExternal } from '../../src/external/loadExternal'
import { loadClaims } from '../../src/load/load'
import { claimsTable, replaceClaimsTable } from '../../src/report/claimsTable'
import { parseReport } from '../../src/report/data/parse'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const README = readPage('README.md')

/**
 * Every page, in the order in which its commands are run in one project, with those among them that have to fail there and
 * how: a reader's own logs and data are not here, nor the report of another day.
 */
const PAGES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'README.md': {},
  'docs/claims.md': {},
  'docs/networks.md': {},
  'docs/optimizers.md': {},
  'docs/sensitivity.md': {},
  'docs/logs.md': { 'adjudicate my-paper/first-claim': /mapping\.json/ },
  'docs/reports.md': {},
  'docs/records.md': {},
  'docs/engines.md': { 'data import': /my-mnist/ },
  'docs/continuous-integration.md': { 'report --from reports/ci': /older[\\/]report\.json/ },
  'docs/command-line.md': {},
  'docs/error-rates.md': {},
  'docs/findings.md': {},
  'docs/jest.md': {},
  'docs/library.md': {},
  'docs/limits.md': {},
  'docs/many-machines.md': {},
  'docs/mappings.md': {},
  'docs/over-images.md': {},
  'docs/programs.md': {},
  'docs/publishing.md': {},
  'docs/redis.md': {},
  'docs/security.md': {},
  'docs/several-arms.md': {},
  'docs/slurm.md': {},
  'docs/skew.md': {},
  'docs/statistics.md': {},
  'docs/tutorial-author.md': {},
  'docs/tutorial-reviewer.md': {},
  'docs/tutorial-reproducer.md': {}
}

function readPage(page: string): string {
  return readFileSync(path.join(REPOSITORY, page), 'utf8')
}

/** Fenced blocks of one language, in order. */
function snippets(page: string, language: string): string[] {
  return [...readPage(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1]!
  )
}

/** Blocks that are the content of a file of the reader's project. */
function filesOf(page: string): (readonly [name: string, content: string])[] {
  const named = readPage(page).matchAll(/^```\w+ ((?:claims|data|logs)\/\S+)\n([\s\S]*?)^```/gm)
  return [...named].map((match) => [match[1]!, match[2]!])
}

function commandsOf(page: string): string[][] {
  return snippets(page, 'sh')
    .flatMap((snippet) => snippet.split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line.startsWith('npx claimcheck ') && !line.includes('<'))
    .map((line) =>
      line
        .match(/"[^"]*"|\S+/g)!
        .map((word) => word.replace(/^"(.*)"$/, '$1'))
        .slice(2)
    )
}

let project: Project
beforeAll(() => {
  project = new Project()
  mkdirSync(project.path('node_modules'))
  symlinkSync(REPOSITORY, project.path('node_modules/claimcheck'), 'junction')
})
afterAll(() => project.remove())

describe('README', () => {
  it('is short', () => expect(README.split('\n').length).toBeLessThanOrEqual(150))

  it('points to every page, and every page is tried', () => {
    const pages = readdirSync(path.join(REPOSITORY, 'docs')).filter((file) => file.endsWith('.md'))
    for (const page of pages) expect(README).toContain(`(docs/${page})`)
    expect(Object.keys(PAGES).sort()).toEqual(['README.md', ...pages.map((page) => `docs/${page}`)].sort())
  })

  it.each(Object.entries(PAGES))('%s shows commands that work, in their order', (page, failures) => {
    for (const [name, content] of filesOf(page)) project.write(name, content)
    for (const args of commandsOf(page)) {
      const { status, stdout, stderr } = project.run(args)
      const failure = Object.entries(failures).find(([start]) => args.join(' ').startsWith(start))?.[1]
      const said = { args, status, said: failure === undefined ? stderr : `${stdout}${stderr}` }
      if (failure === undefined) expect([0, 1].includes(status ?? -1) ? '' : said).toBe('')
      else expect(said).toEqual({ args, status: 2, said: expect.stringMatching(failure) })
    }
  })

  it.each(Object.keys(PAGES))('%s points to files that are there', (page) => {
    // What looks like a link in a block of code is none.
    const prose = readPage(page).replace(/^```[\s\S]*?^```/gm, '')
    for (const [, target] of prose.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(path.resolve(REPOSITORY, path.dirname(page), target!)) ? '' : target).toBe('')
    }
  })

  it('shows a claim that logs decide as it says', () => {
    for (const [name, content] of filesOf('docs/logs.md')) project.write(name, content)
    const { stdout, status } = project.run(['verify', 'my-runs/by-logs'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^my-runs\/by-logs +reproduced .* as expected/m)
    expect(project.run(['show', 'my-runs/by-logs']).stdout.replace(/\s+/g, ' ')).toContain(
      "From our own logs: momentum's final train.loss is 12 % lower than sgd's"
    )
  })

  it('shows claims about optimizers that come out as it says', () => {
    for (const [name, content] of filesOf('docs/optimizers.md')) project.write(name, content)
    const ids = filesOf('docs/optimizers.md').flatMap(
      ([name]) => /^claims\/(newcomers\/.+-.+)\.json$/.exec(name)?.[1] ?? []
    )
    const { stdout, status } = project.run(['verify', ...ids])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^newcomers\/momentum-needs-fewer-epochs +reproduced +b - a -16 .* as expected/m)
    expect(stdout).toMatch(/^newcomers\/rmsprop-below-adagrad +reproduced +3\/5 .* as expected/m)
    expect(stdout).toMatch(/^newcomers\/adamw-against-adam +inconclusive \(selection\) +-0\.\d+% .* as expected/m)
  })

  it('shows a claim on arms that differ in a layer, as it says', () => {
    for (const [name, content] of filesOf('docs/claims.md')) project.write(name, content)
    const { stdout, status } = project.run(['verify', 'our-questions/dropout'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^our-questions\/dropout +reproduced .* as expected/m)
    const [, said] = /and shown: "([^"]+)"/.exec(readPage('docs/claims.md').replace(/\s+/g, ' '))!
    expect(project.run(['show', 'our-questions/dropout']).stdout.replace(/\s+/g, ' ')).toContain(said)
  })

  it('shows claims on residual blocks, on moved images and on numbers, as it says', () => {
    for (const [name, content] of filesOf('docs/networks.md')) project.write(name, content)
    const { stdout, status } = project.run([
      'verify',
      'our-questions/residual',
      'our-questions/shifts',
      'our-questions/friedman'
    ])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^our-questions\/residual +reproduced .* as expected/m)
    expect(stdout).toMatch(/^our-questions\/friedman +reproduced +b - a -1 .* as expected/m)
    expect(stdout).toMatch(/^our-questions\/shifts +reproduced .* as expected/m)
  })

  it('shows a claim that lints', () => {
    project.run(['new', 'my-paper/first-claim'])
    const [text] = snippets('README.md', 'json')
    project.write('claims/my-paper/first-claim.json', text!)
    const { stdout, status } = project.run(['lint', '--json'])
    const problems = (JSON.parse(stdout) as { file: string; message: string }[]).filter(
      ({ file, message }) =>
        file === 'my-paper/first-claim.json' && !message.includes('was changed after it was registered')
    )
    expect({ problems, status }).toEqual({ problems: [], status: 0 })
  })

  it('shows library calls with the values that they give', () => {
    const snippet = snippets('docs/library.md', 'js')[0]!
    const expected = [...snippet.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map((match) => match[1])
    cpSync(path.join(REPOSITORY, 'claims'), project.path('library/claims'), { recursive: true })
    project.write('library/snippet.cjs', snippet)
    const { stdout, stderr } = project.node('library/snippet.cjs')
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual(expected)
  })

  // After an intended change: npm run build && node scripts/claims-table.mjs
  it('shows what the committed reports and external evidence say of every claim', () => {
    const papers = readdirSync(path.join(REPOSITORY, 'papers')).map((paper) => path.join('papers', paper))
    const loaded = ['claims', ...papers].map((folder) => {
      const claimsRoot = path.join(REPOSITORY, folder)
      const { claims } = loadClaims(claimsRoot)
      return { claims, external: externalResults(loadExternal(claimsRoot, [], claims)) }
    })
    const claims = loaded.flatMap((each) => each.claims)
    const reference = path.join(REPOSITORY, 'reports', 'reference')
    const reports = readdirSync(reference, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'report.json.gz')
      .sort()
      .map((file) => parseReport(readFileSync(path.join(reference, file)), file))
    expect(reports.length).toBeGreaterThan(0)
    const external = loaded.flatMap((each) => each.external)
    const table = claimsTable(claims, reports, external)
    const findings = readPage('docs/findings.md')
    expect(findings).toBe(replaceClaimsTable(findings, table))
  })
})
