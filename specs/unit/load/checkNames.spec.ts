import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintClaims } from '../../../src/load/lint'
import { scaffoldClaim } from '../../../src/load/new'
import { memoryFile } from '../claims/documents'
import { claimFile, problemsOf, SOURCE } from './shared'

const SAID = /the file's name cannot be used on every system/

test('a claim, its source, its experiment or a figure cannot be called as a device, nor end with a dot', () => {
  for (const name of ['con', 'nul.v2', 'a.'])
    expect(problemsOf(claimFile(name))).toContainEqual(expect.stringMatching(SAID))
  for (const file of ['aux/source.json', 'experiments/lpt1.json', 'figures/com1.json', 'datasets/prn.json']) {
    expect(problemsOf(memoryFile(file, { ...SOURCE, id: 'x' }))).toContainEqual(expect.stringMatching(SAID))
  }
  expect(problemsOf(claimFile('console')).filter((problem) => SAID.test(problem))).toEqual([])
})

test('no such claim is started', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'claimcheck-names-'))
  try {
    for (const id of ['k/con', 'aux/x', 'k/a.', 'k/..']) {
      expect(() => scaffoldClaim({ root, id })).toThrow(/a new claim needs an id/)
    }
    expect(readdirSync(root)).toEqual([])
    scaffoldClaim({ root, id: 'k/console' })
    expect(lintClaims(root).filter(({ severity }) => severity === 'error')).toEqual([])
  } finally {
    rmSync(root, { recursive: true })
  }
})
