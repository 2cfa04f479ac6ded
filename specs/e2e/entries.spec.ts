import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { JestProject } from '../support/jestProject'
import { REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

/** What another project asks entries for; `claimcheck/jest` answers in Jest alone (`jest.spec.ts`). */
const NAMES = {
  claimcheck: ['verify', 'loadClaims', 'verdict', 'ClaimcheckError'],
  'claimcheck/report': ['parseReport', 'renderHtml', 'compareReports'],
  'claimcheck/stats': ['minPairs', 'signFlipP'],
  'claimcheck/engine': ['createEngine', 'loadDataset', 'RunStore', 'judgeFamily']
} as const
const entries = Object.entries(NAMES)
const allNames = Object.values(NAMES).flat()

let project: JestProject
beforeAll(() => {
  project = new JestProject()
  project.link('claimcheck', '@types', '@jest', 'expect')
})
afterAll(() => project.remove())

describe.each([
  [
    'CommonJS',
    'script.cjs',
    ([entry, names]: readonly [string, readonly string[]]) => `const { ${names} } = require('${entry}')`
  ],
  [
    'an ES module',
    'script.mjs',
    ([entry, names]: readonly [string, readonly string[]]) => `import { ${names} } from '${entry}'`
  ]
])('in %s', (_system, file, load) => {
  const run = (...lines: string[]) => {
    project.write(file, `${lines.join('\n')}\n`)
    const { stdout, stderr } = project.node(file)
    return { stdout, stderr }
  }

  it('every entry gives its names, without a word', () => {
    const types = `console.log([${allNames}].map((each) => typeof each).join())`
    expect(run(...entries.map(load), types)).toEqual({
      stdout: `${allNames.map(() => 'function').join()}\n`,
      stderr: ''
    })
  })

  it('the root entry has what moved, warns of the first of each entry that is used, and loads no other', () => {
    const { stdout, stderr } = run(
      load(['claimcheck', ['stats', 'createEngine', 'renderHtml']]),
      file.endsWith('cjs')
        ? ''
        : `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)`,
      `console.log(stats.minPairs(0.05), stats.mean([1, 2]), createEngine('scalar').supports, typeof renderHtml)`,
      `console.log(Object.keys(require.cache).filter((each) => /[\\\\/](renderHtml|vega)\\.js$/.test(each)))`
    )
    expect(stdout).toBe(`6 1.5 [ 'synthetic' ] function\n[]\n`)
    expect(stderr.match(/^\(node:\d+\) .*$/gm)).toEqual([
      expect.stringMatching(/\[CLAIMCHECK_MOVED\] DeprecationWarning: stats has moved to claimcheck\/stats: /),
      expect.stringMatching(/\[CLAIMCHECK_MOVED\] DeprecationWarning: createEngine has moved to claimcheck\/engine: /)
    ])
  })
})

describe('the types of every entry', () => {
  const SCRIPT = `
import { loadClaims, type Report, stats, verify, type VerifyOptions } from 'claimcheck'
import { createEngine, type Dataset, loadDataset, RunStore } from 'claimcheck/engine'
import { describeClaims } from 'claimcheck/jest'
import type { ClaimReporterOptions } from 'claimcheck/jest/reporter'
import { parseReport, renderMarkdown } from 'claimcheck/report'
import { minPairs, type Summary } from 'claimcheck/stats'

export async function use(options: VerifyOptions, reporter: ClaimReporterOptions): Promise<string> {
  const { report } = await verify(options)
  const read: Report = parseReport('{}')
  const data: Dataset = await loadDataset('digits')
  const numPairs: number = minPairs(0.05)
  const same: number = stats.minPairs(0.05)
  describeClaims('claims/*/*.json', { profile: 'quick' })
  // @ts-expect-error not a number
  const wrong: number = renderMarkdown(report)
  return renderMarkdown(read) + createEngine('scalar').supports + new RunStore('store') + loadClaims('claims') + reporter.name
}
export type Described = Summary
`
  const typescript7 = path.dirname(require.resolve('typescript/package.json'))
  // The last compiler that resolves as Node 10 did, by typesVersions.
  const typescript5 = path.join(REPOSITORY, 'node_modules/ts-json-schema-generator/node_modules/typescript')

  it.each([
    ['node16 from CommonJS', 'use.cts', { module: 'node16', moduleResolution: 'node16' }, typescript7],
    ['node16 from an ES module', 'use.mts', { module: 'node16', moduleResolution: 'node16' }, typescript7],
    ['bundler', 'use.ts', { module: 'esnext', moduleResolution: 'bundler' }, typescript7],
    ['node10', 'use.ts', { module: 'commonjs', moduleResolution: 'node10' }, typescript5]
  ])('are found by %s', (_resolution, file, options, typescript) => {
    project.write(file, SCRIPT)
    project.write('tsconfig.json', {
      compilerOptions: {
        target: 'es2022',
        strict: true,
        noEmit: true,
        types: ['node', 'jest'],
        skipLibCheck: true,
        ...options
      },
      files: [file]
    })
    const tsc = path.join(typescript, 'bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: project.folder, encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
