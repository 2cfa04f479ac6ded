import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatProblems } from '../../../src/claims/formatProblems'
import { lintClaims } from '../../../src/load/lint'
import { CLAIMS_ROOT } from '../claims/documents'
import { BASES, CASES, writeBase, writeCase } from '../claims/malformed'

describe('lintClaims', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'claimcheck-lint-'))
  })

  afterEach(() => rmSync(root, { recursive: true }))

  it("finds nothing wrong with the project's own claims, but for times that are known to less than their margin", () => {
    const found = lintClaims(CLAIMS_ROOT)
    // Registered before the rule, with half an epoch: what they can come to is said, and they stay as they are.
    expect(found.map(({ file, severity, message }) => ({ file, severity, message }))).toEqual(
      ['cifar10-cifarnet', 'mnist-ffnn', 'mnist-logreg'].map((name) => ({
        file: `reddi2018/${name}-train-time-to-threshold.json`,
        severity: 'warning',
        message: 'times are known to an epoch, and the margin is no larger'
      }))
    )
  })

  it('has a corpus of malformed claims', () => {
    expect(CASES.size).toBeGreaterThanOrEqual(162)
  })

  // What is wrong with a case is what was done to it.
  it.each(BASES)('finds nothing wrong with %s, which cases start from', (base) => {
    writeBase(root, base)
    expect(formatProblems(lintClaims(root))).toBe('')
  })

  it.each([...CASES.keys()])('says what is wrong with %s', (name) => {
    writeCase(root, name)
    const { expected } = CASES.get(name)!
    expect(expected).not.toBe('')
    expect(formatProblems(lintClaims(root))).toBe(expected)
  })

  it('says that the folder does not exist', () => {
    const missing = path.join(root, 'no-such-folder')
    expect(lintClaims(missing)).toEqual([
      expect.objectContaining({ severity: 'error', message: 'the claims folder does not exist', received: missing })
    ])
  })

  it('leaves the schemas and the registrations alone', () => {
    expect(lintClaims(CLAIMS_ROOT).map(({ file }) => file)).not.toContain('schema/claim.schema.json')
  })
})
