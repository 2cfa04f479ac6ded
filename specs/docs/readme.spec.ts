import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { externalResults } from '../../src/external/externalResults'
import { loadExternal } from '../../src/external/loadExternal'
import { loadClaims } from '../../src/load/load'
import { claimsTable, replaceClaimsTable } from '../../src/report/claimsTable'
import { parseReport } from '../../src/report/data/parse'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const README = readFileSync(path.join(REPOSITORY, 'README.md'), 'utf8')

/** Fenced blocks of one language, in order. */
function snippets(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!)
}

const commands = snippets('sh')
  .flatMap((snippet) => snippet.split('\n'))
  .map((line) => line.replace(/#.*/, '').trim())
  .filter((line) => line.startsWith('npx claimcheck '))
  .map((line) => line.split(/\s+/).slice(2))

let project: Project
beforeAll(() => {
  project = new Project()
  mkdirSync(project.path('node_modules'))
  symlinkSync(REPOSITORY, project.path('node_modules/claimcheck'), 'junction')
})
afterAll(() => project.remove())

describe('README', () => {
  it('shows commands that exist, in an order that works', () => {
    expect(commands.length).toBeGreaterThanOrEqual(8)
    const statuses = commands.map((args) => {
      // The reader's own MNIST folder and logs are not here: these commands must say so and nothing else.
      const expected = /^(data import|adjudicate) /.test(args.join(' ')) ? [2] : [0, 1]
      const { status, stderr } = project.run(args)
      return { args, fine: expected.includes(status ?? -1), stderr: expected.includes(status ?? -1) ? '' : stderr }
    })
    expect(statuses.filter(({ fine }) => !fine)).toEqual([])
  })

  it('shows a claim that lints', () => {
    const [text] = snippets('json')
    project.run(['new', 'my-paper/first-claim'])
    project.write('claims/my-paper/first-claim.json', text!)
    const { stdout, status } = project.run(['lint'])
    expect(stdout).toBe('No problems.\n')
    expect(status).toBe(0)
  })

  it('shows library calls with the values that they give', () => {
    const snippet = snippets('js').find((text) => text.includes("require('claimcheck')"))!
    const expected = [...snippet.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map((match) => match[1])
    cpSync(path.join(REPOSITORY, 'claims'), project.path('library/claims'), { recursive: true })
    project.write('library/snippet.cjs', snippet)
    const { stdout, stderr } = project.node('library/snippet.cjs')
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual(expected)
  })

  // After an intended change: npm run build && node scripts/claims-table.mjs
  it('shows what the committed reports and external evidence say of every claim', () => {
    const claimsRoot = path.join(REPOSITORY, 'claims')
    const { claims } = loadClaims(claimsRoot)
    const reference = path.join(REPOSITORY, 'reports', 'reference')
    const reports = readdirSync(reference, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'report.json.gz')
      .sort()
      .map((file) => parseReport(readFileSync(path.join(reference, file)), file))
    expect(reports.length).toBeGreaterThan(0)
    const table = claimsTable(claims, reports, externalResults(loadExternal(claimsRoot, [], claims)))
    expect(README).toBe(replaceClaimsTable(README, table))
  })

  it('names every file that it points to', () => {
    for (const file of ['CONTRIBUTING.md', 'data/digits/README.md']) {
      expect(README).toContain(file)
      expect(() => readFileSync(path.join(REPOSITORY, file))).not.toThrow()
    }
  })
})
