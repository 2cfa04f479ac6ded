import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintClaims } from '../../../src/load/lint'
import { loadClaims } from '../../../src/load/load'
import { SCAFFOLD_KINDS, scaffoldClaim } from '../../../src/load/new'
import { CLAIMS_ROOT } from '../claims/documents'

let project: string
let root: string

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'claimcheck-new-'))
  root = path.join(project, 'claims')
})

afterEach(() => rmSync(project, { recursive: true }))

const schemaOf = (file?: string): string => JSON.parse(readFileSync(file ?? 'no file was written', 'utf8')).$schema

/** Beside what is to be replaced. */
const otherProblems = (folder: string) =>
  lintClaims(folder).filter(({ message, severity }) => severity === 'error' || !message.includes('not replaced'))

describe('scaffoldClaim', () => {
  it.each(SCAFFOLD_KINDS)(
    'writes a claim of kind %s, its source and its experiment, that lack nothing but words',
    (kind) => {
      const runsNothing = kind === 'arithmetic'
      const files = scaffoldClaim({ root, id: 'my-paper/first', kind })
      expect(files).toEqual({
        source: path.join(root, 'my-paper', 'source.json'),
        claim: path.join(root, 'my-paper', 'first.json'),
        ...(runsNothing ? {} : { experiment: path.join(root, 'experiments', 'first.json') })
      })
      expect(otherProblems(root)).toEqual([])
      const toReplace = lintClaims(root).map(({ path: where, expected }) => `${where} ${expected}`)
      expect(toReplace).toContainEqual(expect.stringContaining('$.statement'))
      expect(toReplace).toContainEqual(expect.stringContaining('$.citation'))
      const { claims, experiments } = loadClaims(root)
      expect(claims.map(({ id, hypothesis }) => [id, hypothesis.kind])).toEqual([['my-paper/first', kind]])
      expect([...experiments.keys()]).toEqual(runsNothing ? [] : ['first'])
      expect(claims[0]!.assumptions).toHaveLength(1)
    }
  )

  it('leaves a source that has a file as it is', () => {
    const { source } = scaffoldClaim({ root, id: 'my-paper/first' })
    writeFileSync(source!, JSON.stringify({ key: 'my-paper', citation: 'A. Author: A title. 2026.' }))
    expect(scaffoldClaim({ root, id: 'my-paper/second' })).not.toHaveProperty('source')
    expect(otherProblems(root)).toEqual([])
    expect(loadClaims(root).claims.map(({ source: { citation } }) => citation)).toEqual([
      'A. Author: A title. 2026.',
      'A. Author: A title. 2026.'
    ])
  })

  it('compares two arms unless told otherwise', () => {
    scaffoldClaim({ root, id: 'my-paper/first' })
    expect(loadClaims(root).claims[0]?.hypothesis.kind).toBe('lower')
  })

  it('refers to the schemas of the claimcheck that the project has installed', () => {
    const installed = path.join(project, 'node_modules', 'claimcheck', 'claims', 'schema')
    cpSync(path.join(CLAIMS_ROOT, 'schema'), installed, { recursive: true })
    const { source, claim, experiment } = scaffoldClaim({ root, id: 'my-paper/first' })
    expect(schemaOf(source)).toBe('../../node_modules/claimcheck/claims/schema/source.schema.json')
    expect(schemaOf(claim)).toBe('../../node_modules/claimcheck/claims/schema/claim.schema.json')
    expect(schemaOf(experiment)).toBe('../../node_modules/claimcheck/claims/schema/experiment.schema.json')
  })

  it('refers to the schemas that lie in the claims root itself', () => {
    cpSync(path.join(CLAIMS_ROOT, 'schema'), path.join(root, 'schema'), { recursive: true })
    const { claim, experiment } = scaffoldClaim({ root, id: 'my-paper/first' })
    expect(schemaOf(claim)).toBe('../schema/claim.schema.json')
    expect(schemaOf(experiment)).toBe('../schema/experiment.schema.json')
  })

  it('refers to its own schemas otherwise', () => {
    const { claim } = scaffoldClaim({ root, id: 'my-paper/first' })
    expect(existsSync(path.resolve(path.dirname(claim), schemaOf(claim)))).toBe(true)
  })

  it('overwrites nothing, and writes neither file where one exists', () => {
    const { claim } = scaffoldClaim({ root, id: 'my-paper/first' })
    const before = readFileSync(claim, 'utf8')
    expect(() => scaffoldClaim({ root, id: 'my-paper/first', kind: 'converges-to' })).toThrow(/exists already/)
    expect(() => scaffoldClaim({ root, id: 'other-paper/first' })).toThrow(
      /experiments.first\.json: a file of that name/
    )
    expect(readFileSync(claim, 'utf8')).toBe(before)
    expect(existsSync(path.join(root, 'other-paper'))).toBe(false)
  })

  it.each(['first', 'My/First', '../up/first', 'a/b/c', 'experiments/first', 'schema/first', 'my-paper/source', ''])(
    'refuses the id %j',
    (id) => {
      expect(() => scaffoldClaim({ root, id })).toThrow(/a new claim needs an id/)
      expect(existsSync(root)).toBe(false)
    }
  )
})
