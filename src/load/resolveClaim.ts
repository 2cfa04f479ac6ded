import { DEFAULT_ALPHA, FIRST_LOOK, resolveSeeds } from '../claims/defaults'
import { assumptionsOfClaim, NOTHING_SHARED, resolveReference, type SharedFiles, sourceKeyOf } from '../claims/sources'
import type { ClaimLogs, Decision, SeedBudget, Source } from '../claims/types'
import {
  type Claim,
  type ClaimFile,
  defaultMethod,
  type HypothesisFileOf,
  KINDS,
  type KindName,
  type TypesByKind
} from '../kinds'
import { GROUP_SEQUENTIAL_LOOKS } from '../stats/sequential/groupSequentialLooks'
import { resolveExpected } from './expectedOutcomes'

/** A deterministic claim varies the starting point, not the seed: one seed is all there is. */
const SINGLE_SEED: SeedBudget = { min: 1, max: 1 }
const NO_SEEDS: SeedBudget = { min: 0, max: 0 }

/** The family of a claim that states none: one source and one experiment, or one source and the kind that needs none. */
export function defaultFamily(sourceKey: string, experimentOrKind: string): string {
  return `${sourceKey}-${experimentOrKind}`
}

/**
 * A claim's file, which lint accepted, with every default filled in.
 *
 * @param shared what the claim leaves to its source's and its experiment's file; nothing where left out
 */
export function resolveClaim(file: ClaimFile, shared: SharedFiles = NOTHING_SHARED): Claim {
  const key = sourceKeyOf(file.id)
  const { citation, via } = resolveReference(key, file.source, shared.sources)
  return {
    id: file.id,
    source: {
      key,
      citation,
      locator: file.source.locator,
      quote: file.source.quote ?? null,
      paraphrase: file.source.paraphrase ?? null,
      via,
      extension: file.source.extension ?? false,
      reported: resolveReported(file.source.reported ?? null)
    },
    statement: file.statement,
    ...(file.rank && { rank: file.rank }),
    ...(file.supportedBy && { supportedBy: file.supportedBy }),
    experiment: file.experiment ?? null,
    hypothesis: resolveHypothesis(file.hypothesis),
    decision: resolveDecision(file),
    family: file.family ?? defaultFamily(key, file.experiment ?? file.hypothesis.kind),
    assumptions: assumptionsOfClaim(file, shared),
    ...(file.profiles && { profiles: file.profiles }),
    ...resolveExpected(file.expected ?? {}),
    ...(file.logs !== undefined && { logs: resolveLogs(file.logs) })
  }
}

function resolveReported(file: NonNullable<ClaimFile['source']['reported']> | null): Source['reported'] {
  if (file === null) return null
  const { what, value = null, values } = file
  return { what, value, ...(values && { values: values.map((number) => ({ arm: null, ...number })) }) }
}

function resolveLogs({ where = {}, about = [], expected, ...named }: NonNullable<ClaimFile['logs']>): ClaimLogs {
  return { ...named, where, about, expected: expected === undefined ? null : { subtype: null, ...expected } }
}

function resolveHypothesis<K extends KindName>(file: HypothesisFileOf<K>): TypesByKind[K]['hypothesis'] {
  const kind: K = file.kind
  return KINDS[kind].resolve(file)
}

function resolveDecision({ hypothesis, experiment = null, decision = {} }: ClaimFile): Decision {
  const alpha = decision.alpha ?? DEFAULT_ALPHA
  const mode = decision.mode ?? 'fixed'
  const method = decision.method ?? defaultMethod(hypothesis.kind, mode)
  if (decision.seeds === undefined) {
    const seeds = experiment === null ? NO_SEEDS : SINGLE_SEED
    return { alpha, mode: 'fixed', method: null, seeds }
  }
  const { max } = decision.seeds
  // Lint has seen to it that a method is stated or implied in every mode but `fixed`.
  if (mode === 'fixed' || method === undefined) return { alpha, mode: 'fixed', method: null, seeds: { min: max, max } }
  const min = mode === 'group-sequential' ? GROUP_SEQUENTIAL_LOOKS[0]! : decision.seeds.min
  const seeds = resolveSeeds(min === undefined ? { max } : { min, max }, FIRST_LOOK)
  const { subtypeSeeds } = decision
  return { alpha, mode, method, seeds, ...(subtypeSeeds === undefined ? {} : { subtypeSeeds }) }
}
