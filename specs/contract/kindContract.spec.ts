import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { KINDS, type KindName, kindNames } from '../../src/kinds'
import type { KindTypes } from '../../src/kinds/judged'
import type { Kind } from '../../src/kinds/kind'
import { brokenPromises, type Examples, type ExamplesByKind } from './kindContract'

const ROOMS = path.resolve(__dirname, '../unit/kinds')

/** Each room's examples stand with its specs. */
const EXAMPLES: Partial<ExamplesByKind<KindName>> = Object.assign(
  {},
  ...readdirSync(ROOMS)
    .map((room) => path.join(ROOMS, room, 'examples.ts'))
    .filter((file) => existsSync(file))
    .map((file) => require(file).examples)
)

const contractOf = (name: KindName, change: Partial<Kind<KindTypes>> = {}) => {
  const examples: Examples = EXAMPLES[name] ?? []
  return brokenPromises(name, { ...(KINDS[name] as unknown as Kind<KindTypes>), ...change }, examples)
}

describe('every kind of hypothesis', () => {
  it.each(kindNames())(
    '%s comes to every verdict that it names, and each can be shown, read back and judged again',
    (name) => {
      expect(contractOf(name)).toEqual([])
    }
  )

  it('has examples with its own specs, and nothing else has', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([...kindNames()].sort())
  })
})

describe('the contract', () => {
  const { show, subtypes } = KINDS.invariant
  const naming = (refuted: readonly string[]) =>
    (() => ({ ...subtypes({ kind: 'invariant' }), refuted })) as unknown as Kind<KindTypes>['subtypes']

  it('is broken by a kind that names what it never comes to', () => {
    expect(contractOf('invariant', { subtypes: naming(['violated', 'never']) })).toEqual([
      'no example is refuted (never)'
    ])
  })

  it('is broken by a kind that comes to what it does not name', () => {
    expect(contractOf('invariant', { subtypes: naming([]) })).toContainEqual(
      expect.stringMatching(/refuted \(violated\): has a subtype that its kind does not name$/)
    )
  })

  it('is broken by a kind that shows nothing, or a slip', () => {
    const of = (change: object) =>
      contractOf('invariant', { show: { ...show, ...change } as unknown as Kind<KindTypes>['show'] })
    expect(of({ rule: () => '' })[0]).toMatch(/: has no rule$/)
    expect(of({ samples: () => null })[0]).toMatch(/: has no samples$/)
    expect(of({ effect: () => ({ n: 1, interval: null, words: () => 'undefined' }) })[0]).toMatch(/: has no effect$/)
  })

  it('is broken by an example that is judged otherwise than it says', () => {
    const [[, example]] = EXAMPLES.invariant as Examples as readonly [Examples[number]]
    const kind = KINDS.invariant as unknown as Kind<KindTypes>
    expect(
      brokenPromises('invariant', kind, [
        ['reproduced', example],
        ['refuted (violated)', example]
      ])
    ).toEqual(expect.arrayContaining([expect.stringMatching(/refuted \(violated\): is judged reproduced$/)]))
  })
})
