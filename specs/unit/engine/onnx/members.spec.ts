import path from 'node:path'
import { randomStream } from '../../../../src/random/streams'
import { askTypescriptChild } from '../../../support/typescriptChild'

/** What is asked of a child process. */
export interface MembersCase {
  readonly members: number
  readonly units: number
  readonly examples: number
  /** `[members, units, examples]`, in (0, 2), as float32 has them. */
  readonly values: readonly number[]
  /** `[examples, columns]` */
  readonly matrix: readonly number[]
}

export interface MembersAnswer {
  readonly together: Readonly<Record<string, readonly number[]>>
  /** Which outputs of which members are other bits alone. */
  readonly others: readonly string[]
}

interface ChildAnswer {
  readonly keepsMembersApart: boolean
  readonly answers: readonly MembersAnswer[]
}

/** Every remainder of a vector and more, of parts that are filled up and of parts that are full. */
const CASES: readonly MembersCase[] = Array.from({ length: 18 }, (_, index) => index + 1).flatMap((examples) =>
  [1, 2, 3, 16].map((units) => {
    const random = randomStream(examples, 'problem')
    const numbers = (count: number) => Array.from({ length: count }, () => Math.fround(0.01 + 1.9 * random()))
    const members = 3
    const columns = 1 + (examples % 3)
    return {
      members,
      units,
      examples,
      values: numbers(members * units * examples),
      matrix: numbers(examples * columns)
    }
  })
)

/** Of float32 sums of 18 numbers below 4. */
const TOLERANCE = 2e-5

const child = askTypescriptChild<ChildAnswer>(path.join(__dirname, 'membersChild.ts'), CASES)
const withRuntime = child === null ? describe.skip : describe

withRuntime('what a graph computes for several members', () => {
  test('is, for each, the bits that it computes for that one alone', () => {
    expect(child!.answers.flatMap(({ others }) => others)).toEqual([])
  })

  test('is what it says', () => {
    for (const [index, each] of CASES.entries()) {
      const { together } = child!.answers[index]!
      const expected = expectedOf(each)
      expect(Object.keys(together)).toEqual(Object.keys(expected))
      for (const [output, values] of Object.entries(expected)) {
        expect(together[output]).toHaveLength(values.length)
        const error = Math.max(...values.map((value, place) => Math.abs(value - together[output]![place]!)))
        expect(error).toBeLessThan(TOLERANCE)
      }
    }
  })

  test('may be shared here, as the probe says', () => {
    expect(child!.keepsMembersApart).toBe(true)
  })
})

function expectedOf({ members, units, examples, values, matrix }: MembersCase): Record<string, number[]> {
  const columns = matrix.length / examples
  const at = (member: number, unit: number, example: number) => values[(member * units + unit) * examples + example]!
  const sum = (length: number, term: (index: number) => number) =>
    Array.from({ length }, (_, index) => term(index)).reduce((total, value) => total + value, 0)
  const grid = (rows: number, columns: number, value: (member: number, row: number, column: number) => number) =>
    Array.from({ length: members * rows * columns }, (_, place) => {
      const row = Math.floor(place / columns)
      return value(Math.floor(row / rows), row % rows, place % columns)
    })
  const ofUnits = grid(units, 1, (member, unit) => sum(examples, (example) => at(member, unit, example)))
  return {
    exp: values.map(Math.exp),
    log: values.map(Math.log),
    tanh: values.map(Math.tanh),
    sigmoid: values.map((value) => 1 / (1 + Math.exp(-value))),
    sumOfUnits: grid(1, examples, (member, _, example) => sum(units, (unit) => at(member, unit, example))),
    sumOfExamples: ofUnits,
    meanOfExamples: ofUnits.map((total) => total / examples),
    'product with one matrix': grid(units, columns, (member, unit, column) =>
      sum(examples, (example) => at(member, unit, example) * matrix[example * columns + column]!)
    ),
    'product with its own, transposed': grid(units, units, (member, row, column) =>
      sum(examples, (example) => 0.5 * at(member, row, example) * at(member, column, example))
    )
  }
}
