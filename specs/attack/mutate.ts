import fc from 'fast-check'
import type { Chance } from './attack'

/** What parsers and people stumble over. */
const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '__proto__',
  'constructor',
  'con',
  '..',
  'a/b',
  '../../etc/passwd',
  '\u0000',
  '\ud800',
  '\u202egnp.exe',
  '<script>alert(1)</script>',
  'x'.repeat(5000),
  '9'.repeat(400),
  '(a+)+$',
  '$\u007bx}',
  0,
  -0,
  -1,
  0.5,
  1e308,
  5e-324,
  9007199254740991,
  [],
  {},
  [[]],
  [null],
  { __proto__: null }
]

/** A JSON value with one to three changes at random places: other values, keys that are gone, renamed, doubled, moved. */
export function mutated(value: unknown, chance: Chance): unknown {
  let changed = structuredClone(value)
  for (let count = 1 + chance.below(3); count > 0; count -= 1) changed = mutateOnce(changed, chance)
  return changed
}

function mutateOnce(value: unknown, chance: Chance): unknown {
  // Deeper down there is more to change: each step stops with a chance of one in five.
  if (value === null || typeof value !== 'object' || chance.below(5) === 0) return anyValue(chance)
  if (Array.isArray(value)) {
    const at = chance.below(value.length + 1)
    if (at === value.length) return [...value, value.length > 0 ? chance.pick(value) : anyValue(chance)]
    if (chance.below(6) === 0) return value.filter((_, index) => index !== at)
    return value.map((item, index) => (index === at ? mutateOnce(item, chance) : item))
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return { [chance.pick(['x', '__proto__', ''])]: anyValue(chance) }
  const at = chance.below(entries.length)
  switch (chance.below(8)) {
    case 0:
      return Object.fromEntries(entries.filter((_, index) => index !== at))
    case 1:
      return Object.fromEntries(entries.map(([key, item], index) => [index === at ? `${key}x` : key, item]))
    case 2:
      return { ...value, [chance.pick(['x', 'toString', 'id', '$schema'])]: anyValue(chance) }
    case 3:
      return { ...value, [entries[at]![0]]: chance.pick(entries)[1] }
    default:
      return Object.fromEntries(
        entries.map(([key, item], index) => [key, index === at ? mutateOnce(item, chance) : item])
      )
  }
}

function anyValue(chance: Chance): unknown {
  if (chance.below(2) === 0) return chance.pick(HOSTILE_VALUES)
  return fc.sample(fc.jsonValue({ maxDepth: 2 }), { seed: chance.int32(), numRuns: 1 })[0]
}

/** Bytes that are not what was written: a bit turned, an end cut off, a piece twice, a piece of something else. */
export function damaged(bytes: Uint8Array, chance: Chance): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = chance.below(copy.length)
  switch (chance.below(6)) {
    case 0:
      return copy.subarray(0, at)
    case 1:
      return copy.fill(0, at, at + 1 + chance.below(512))
    case 2: {
      const from = chance.below(copy.length)
      return Buffer.concat([copy.subarray(0, at), copy.subarray(from)])
    }
    default:
      copy[at]! ^= 1 << chance.below(8)
      return copy
  }
}
