import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { isAboveNominal } from '../../../src/calibration/simulate'
import type { Cell } from '../../../src/calibration/types'
import type { ReducedRun } from './reducedRun.child'

jest.setTimeout(120_000)

const HOOK = path.resolve(__dirname, '../../support/typescriptHook.cjs')
let run: ReducedRun

beforeAll(() => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', HOOK, path.join(__dirname, 'reducedRun.child.ts')],
    { encoding: 'utf8' }
  )
  if (stdout === '') throw new Error(stderr)
  run = JSON.parse(stdout) as ReducedRun
})

const words = ({ rule, errors, effect, wrong, studies }: Cell) =>
  `${rule}, ${errors}, ${effect}: ${wrong.count} of ${studies} wrong`

test('no rule is wrong more often than it promises', () => {
  expect(run.sound.every(({ promised }) => promised)).toBe(true)
  expect(run.sound.filter((cell) => isAboveNominal(cell)).map(words)).toEqual([])
  // Rules that never decide would keep any promise; on the boundary most do now and then.
  expect(run.sound.filter(({ wrong }) => wrong.count > 0).length).toBeGreaterThan(run.sound.length / 2)
})

test('2 standard deviations beyond the margin ten pairs or more find what is there', () => {
  const able = run.power.filter(({ rule }) => !['fixed-5', 'fixed-6', 'betting-10'].includes(rule))
  expect(able.filter(({ power }) => power.share < 0.9).map(words)).toEqual([])
  expect(run.power.filter(({ wrong }) => wrong.count > 0).map(words)).toEqual([])
})

test.each([
  'one side for both',
  'looking again and again as if once',
  'the same at a share of seeds',
  'factors of the e-process with mean 1.2',
  'eight products added up instead of averaged',
  'Holm left out'
])('calibration rejects: %s', (name) => {
  const cell = run.mutants[name]!
  expect([words(cell), isAboveNominal(cell)]).toEqual([words(cell), true])
})

test("the e-process by the mutants' detour, without a mistake, passes", () => {
  expect(isAboveNominal(run.detour)).toBe(false)
})
