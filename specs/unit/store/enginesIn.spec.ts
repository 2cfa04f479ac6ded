import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { enginesIn } from '../../../src/store/enginesIn'
import { RunStore } from '../../../src/store/store'
import { SAMPLE_ENVIRONMENT, sampleResult, sampleSpec } from './sampleRun'

const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-engines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('enginesIn', () => {
  it('finds every engine that made runs of a store, most runs first, and nothing in what is no record', () => {
    const store = new RunStore(folder)
    expect(enginesIn(store)).toEqual([])
    const own = sampleSpec(0).engine
    const other = { ...own, instructionSet: 'another' }
    for (const [seed, engine] of [own, other, other].entries()) {
      store.write({ ...sampleResult(seed), spec: { ...sampleSpec(seed), engine } }, SAMPLE_ENVIRONMENT)
    }
    mkdirSync(path.join(folder, 'ff'), { recursive: true })
    writeFileSync(path.join(folder, 'ff', `${'f'.repeat(64)}.json`), '{ "engine": {"name": 1} ')
    expect(enginesIn(store)).toEqual([other, own])
  })
})
