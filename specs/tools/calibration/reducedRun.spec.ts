import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { isAboveNominal } from '../../../tools/calibration/simulate'
import type { Cell } from '../../../tools/calibration/types'
import { MUTANTS } from './mutants'
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
  const onBoundary = run.sound.filter((cell) => cell.onBoundary)
  expect(onBoundary.filter(({ wrong }) => wrong.count > 0).length).toBeGreaterThan(onBoundary.length / 2)
})

/** Too few pairs. */
const UNABLE = ['fixed-5', 'fixed-6', 'betting-10', 'not-lower-fixed-6', 'not-lower-betting-10']

test('2 standard deviations beyond the margin ten pairs or more find what is there', () => {
  const able = run.power.filter(({ rule }) => !rule.startsWith('equivalent') && !UNABLE.includes(rule))
  expect(able.filter(({ power }) => power.share < 0.9).map(words)).toEqual([])
  expect(run.power.filter(({ wrong }) => wrong.count > 0).map(words)).toEqual([])
})

test('no difference at all is found equivalent by 20 pairs or more, where the margin is a standard deviation', () => {
  const found = run.power.filter(({ rule }) => rule.startsWith('equivalent'))
  const share = Object.fromEntries(found.map(({ rule, power }) => [rule, power.share]))
  const { 'equivalent-fixed-6': six, 'equivalent-fixed-10': ten, ...able } = share
  // The sign-flip test at either margin needs all six pairs between them: (2 Phi(1) - 1)^6 = .101 at most.
  expect(six!).toBeLessThan(0.101 + 4 * Math.sqrt((0.101 * 0.899) / 50))
  // The t interval alone: E P(|mean| < 1 - t s/sqrt(10)) = .6137 (scipy 1.17.1, by quadrature over s).
  expect(ten!).toBeLessThan(0.6137 + 4 * Math.sqrt((0.6137 * 0.3863) / 50))
  expect(Object.entries(able).filter(([, value]) => value < 0.8)).toEqual([])
})

test.each(Object.keys(MUTANTS))('calibration rejects: %s', (name) => {
  const cell = run.mutants[name]!
  expect([words(cell), isAboveNominal(cell)]).toEqual([words(cell), true])
})

test("the e-process by the mutants' detour, without a mistake, passes", () => {
  expect(isAboveNominal(run.detour)).toBe(false)
})
