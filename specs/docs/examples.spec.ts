import path from 'node:path'
import { inspect } from 'node:util'
import { agree, collectExamples, evaluate, statedValue } from './examples'

const { run, notRun } = collectExamples()

/** Marked `@example (not run)`: of functions that a file keeps to itself, or that need more than a line to set up. */
const NOT_RUN = [
  'backendPackage.ts',
  'calibrate.ts',
  'conflictingResultError.ts',
  'describeClaims.ts',
  'expected.ts',
  'exportRoCrate.ts',
  'exportRuns.ts',
  'formatProblems.ts',
  'judgeFamily.ts',
  'outcomeMatcher.ts',
  'renderHtml.ts',
  'reporter.ts',
  'sections.ts',
  'selectionWords.ts',
  'sentence.ts',
  'sentence.ts',
  'sentence.ts',
  'serveTasks.ts',
  'simulate.ts',
  'smallestExactP.ts',
  'words.ts',
  'words.ts',
  'words.ts',
  'words.ts',
  'words.ts',
  'workerCrashError.ts'
]

describe('the examples of the docstrings', () => {
  it('are executed, but for those that say that they are not', () => {
    expect(run.length).toBeGreaterThan(80)
    expect(notRun.map(({ file }) => path.basename(file)).sort()).toEqual(NOT_RUN)
  })

  it.each(run.map((example) => [`${example.file}:${example.line}`, example.code, example] as const))(
    '%s: %s',
    (_place, _code, example) => {
      const actual = evaluate(example)
      if (!agree(actual, statedValue(example))) {
        throw new Error(`the docstring states ${example.expected}\nand the value is ${inspect(actual, { depth: 9 })}`)
      }
    }
  )
})

describe('what is compared', () => {
  const example = (expected: string) => ({ file: 'x.ts', line: 1, code: '', expected })
  const agrees = (actual: unknown, expected: string) => agree(actual, statedValue(example(expected)))

  it.each<[unknown, string]>([
    [0.25, '0.25: +++ and --- of 8 patterns'],
    [true, 'true: the bound at n = 5 is 1.007'],
    [14 / 9, '14/9: 5, 3 and 1 of 9 draws'],
    [{ lower: 0.8049356, upper: 1 }, '{ lower: 0.8049..., upper: 1 }'],
    [[1, 2], '[1, 2]'],
    [Float64Array.of(-0.5, 1), 'Float64Array [ -0.5, 1 ]'],
    ['a: b', "'a: b'"],
    ['0373abcd', "'0373...', pinned elsewhere"],
    [0.1 + 0.2, '0.3'],
    [1.23456e-7, '1.23e-7...'],
    [Number.NaN, 'NaN'],
    [null, 'null']
  ])('%p is %s', (actual, expected) => {
    expect(agrees(actual, expected)).toBe(true)
  })

  it.each<[unknown, string]>([
    [0.25, '0.250001'],
    [0.911, '0.912999...'],
    [{ lower: 0, upper: 1 }, '{ lower: 0 }'],
    [{ lower: 0 }, '{ lower: 0, upper: 1 }'],
    [[1], '[1, 2]'],
    [[1], 'Float64Array [1]'],
    ['b', "'a'"],
    [0, 'null'],
    [0, 'NaN']
  ])('%p is not %s', (actual, expected) => {
    expect(agrees(actual, expected)).toBe(false)
  })

  it('finds that a comment states nothing', () => {
    expect(() => statedValue(example('about a half'))).toThrow(/states no value/)
  })
})
