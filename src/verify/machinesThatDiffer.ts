import { InputError } from '../errors'
import { canonicalJson } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import { pairOf } from '../plan/pairs'
import { runKey } from '../plan/runKey'
import type { Plan, PlannedRun } from '../plan/types'
import { engineWords } from '../runs/engineWords'
import type { EngineIdentity } from '../runs/types'
import { formatCount } from '../text/format'

/** What other engines made of the runs that a plan asks for. */
export interface MadeElsewhere {
  /** Runs that the store holds, but of another engine. */
  readonly runs: number
  /** By which, most first. */
  readonly engines: readonly EngineIdentity[]
  /** Some pairs of a claim are there by one engine, and others only by another. */
  readonly isMixture: boolean
}

/**
 * Looks for whole pairs that the store does not hold by the engine that they are planned for, but by another one.
 *
 * @param others engines that are known to have made runs, by the run's spec
 * @param isThere whether a run is in the store, by its key
 * @returns null where there is none
 */
export function madeElsewhere(
  { claims, runs }: Pick<Plan, 'claims' | 'runs'>,
  others: (run: PlannedRun) => readonly EngineIdentity[],
  isThere: (key: string) => boolean
): MadeElsewhere | null {
  const byKey = new Map(runs.map((run) => [run.key, run]))
  const found = new Map<string, { readonly engine: EngineIdentity; readonly keys: Set<string> }>()
  let isMixture = false
  for (const { roles } of claims) {
    const makers = new Set<string>()
    // Who also made pairs that the planned engine has is another try at the claim, not a part of this one.
    const again = new Set<string>()
    for (const own of groupBy(roles, pairOf).values()) {
      const pair = own.map(({ key }) => byKey.get(key)!)
      const elsewhere = others(pair[0]!).filter((other) =>
        pair.every(({ spec }) => isThere(runKey({ ...spec, engine: other })))
      )
      if (pair.every(({ key }) => isThere(key))) {
        makers.add(canonicalJson(pair[0]!.spec.engine))
        for (const other of elsewhere) again.add(canonicalJson(other))
        continue
      }
      const [engine] = elsewhere
      if (engine === undefined) continue
      const name = canonicalJson(engine)
      makers.add(name)
      if (!found.has(name)) found.set(name, { engine, keys: new Set() })
      for (const { key } of pair) found.get(name)!.keys.add(key)
    }
    isMixture ||= [...makers].filter((name) => !again.has(name)).length > 1
  }
  if (found.size === 0) return null
  const ranked = [...found.values()].sort((a, b) => b.keys.size - a.keys.size)
  return {
    runs: ranked.reduce((sum, { keys }) => sum + keys.size, 0),
    engines: ranked.map(({ engine }) => engine),
    isMixture
  }
}

/** Machines that compute differently are never mixed by accident. */
export function mixtureError(
  { runs, engines }: MadeElsewhere,
  own: readonly EngineIdentity[],
  store: string
): InputError {
  return new InputError('the runs of a claim come from machines that compute differently', {
    where: store,
    expected: `all pairs of a claim by one engine, here ${own.map(engineWords).join(' and ')}`,
    received: `${formatCount(runs, 'run')} of the plan only by ${engines.map(engineWords).join(' and ')}`,
    remedy:
      '--mix takes each pair whole from one of them, and reports the effect of each; --engine <name> stays with one and makes the others again'
  })
}

/** What is there and not used, where nothing would be mixed. */
export function elsewhereNotice({ runs, engines }: MadeElsewhere): string {
  return `${formatCount(runs, 'run')} of this plan ${runs === 1 ? 'is' : 'are'} in the store by another engine, ${engines.map(engineWords).join(' and ')}: made again here; --mix would take them`
}
