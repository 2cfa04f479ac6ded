import { MAX_PRODUCED_BYTES, readRegularFile } from '../files/readRegularFile'
import { canonicalJson } from '../json/canonical'
import type { EngineIdentity } from '../runs/types'
import type { RunStore } from './store'

/** As `encodeRecord` writes it; nothing else of a record is an object of this name. */
const ENGINE = /"engine": (\{[^{}]*\})/
const TEXTS = ['name', 'version', 'backend', 'instructionSet', 'numerics'] as const

/**
 * The engines that made the runs of a store, those of most runs first. Records are not checked, which takes long: it says
 * where to look, and whoever takes a record checks it.
 */
export function enginesIn(store: RunStore): readonly EngineIdentity[] {
  const counts = new Map<string, number>()
  for (const { file } of store.files()) {
    const text = ENGINE.exec(textOf(file))?.[1]
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts]
    .flatMap(([text, count]) => {
      const engine = engineOf(text)
      return engine === null ? [] : [{ engine, count, name: canonicalJson(engine) }]
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ engine }) => engine)
}

function textOf(file: string): string {
  try {
    return readRegularFile(file, MAX_PRODUCED_BYTES).toString('utf8')
  } catch {
    return ''
  }
}

function engineOf(text: string): EngineIdentity | null {
  try {
    const { lowering, ...engine } = JSON.parse(text) as Readonly<Record<keyof EngineIdentity, unknown>>
    const isWhole = TEXTS.every((key) => typeof engine[key] === 'string')
    if (!isWhole || (lowering !== null && typeof lowering !== 'string')) return null
    return { ...engine, lowering } as EngineIdentity
  } catch {
    return null
  }
}
