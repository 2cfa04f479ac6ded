import { isObject } from '../../json/isObject'
import { valueAtKeys } from '../../logs/keys'
import { readScalar } from '../../logs/numbers'

/** Where the arm and the seed of runs stand among settings: a config file's, a row's, a document's. */
export interface SettingsGuess {
  readonly arm: string | null
  readonly seed: string | null
  /** What makes runs separate questions. */
  readonly group: string | null
}

/** Names of what is compared, as people have them, the likeliest first. */
const ARMS = [
  'arm',
  'optimizer',
  'optimiser',
  'optim',
  'opt',
  'algo',
  'algorithm',
  'method',
  'agent',
  'variant',
  'model',
  'exp_name',
  'experiment',
  'name',
  'config'
]
const MOST_ARMS = 8
const GROUPS = /(?:^|[._])(?:task|env|env_id|environment|dataset|data|game|problem)$/i

/** @param settings of each run @returns keys with dots */
export function guessSettings(settings: readonly unknown[]): SettingsGuess {
  const keys = [...new Set(settings.flatMap((one) => [...keysOf(one)]))]
  const valuesOf = (key: string) => settings.map((one) => readScalar(valueAtKeys(one, key)))
  const arms = keys.filter((key) => {
    const values = valuesOf(key)
    return values.every((value) => typeof value === 'string') && !GROUPS.test(key) && isFew(values)
  })
  const seeds = keys.filter((key) => /(?:^|[._])seed$/i.test(key) && valuesOf(key).some((value) => value !== undefined))
  const groups = keys.filter((key) => GROUPS.test(key) && isFew(valuesOf(key)))
  return { arm: best(arms), group: groups[0] ?? null, seed: seeds.sort((a, b) => a.length - b.length)[0] ?? null }
}

function isFew(values: readonly unknown[]): boolean {
  const distinct = new Set(values)
  return distinct.size > 1 && distinct.size <= MOST_ARMS && distinct.size < values.length
}

/** The one whose words are nearest to the front of the list. */
function best(keys: readonly string[]): string | null {
  const rank = (key: string) => {
    const words = key.toLowerCase().split(/[._]/)
    const places = ARMS.map((name, place) => (words.includes(name) || key.toLowerCase() === name ? place : ARMS.length))
    return Math.min(...places)
  }
  return [...keys].filter((key) => rank(key) < ARMS.length).sort((a, b) => rank(a) - rank(b))[0] ?? null
}

function* keysOf(value: unknown, prefix = ''): Generator<string> {
  if (!isObject(value)) return
  for (const [key, child] of Object.entries(value)) {
    if (isObject(child)) yield* keysOf(child, `${prefix}${key}.`)
    else if (!Array.isArray(child)) yield `${prefix}${key}`
  }
}
