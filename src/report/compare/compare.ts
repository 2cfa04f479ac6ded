import { canonicalJson, digestOf } from '../../json/canonical'
import { encodeTree } from '../../json/numbers'
import { differencesBetween } from '../../registration/differences'
import type { Report, ReportClaim, ReportRunRow } from '../data/types'
import { effectWordsOf, expectedWords, statusWords } from '../words'
import { effectChange, hasMoved } from './effect'
import {
  type Change,
  type ClaimChange,
  COMPARISON_FORMAT_VERSION,
  type ComparedReport,
  type ListChange,
  type RegistrationWords,
  type ReportComparison,
  type ReportedClaim,
  type RunsChange
} from './types'

/**
 * What changed from one report to another: a pure function of both. Each verdict is taken as its report states it.
 *
 * @param older the report that the newer one is held against
 * @example compareReports(report, report).counts.flipped // 0
 */
export function compareReports(older: Report, newer: Report): ReportComparison {
  const before = new Map(older.claims.map((entry) => [entry.claim.id, entry]))
  const after = new Map(newer.claims.map((entry) => [entry.claim.id, entry]))
  const shared = [...before.keys()].filter((id) => after.has(id))
  const changes = shared.map((id) => claimChange(older, before.get(id)!, newer, after.get(id)!))
  const changed = changes.filter(isChange)
  const count = (verdict: ClaimChange['verdict']) => changed.filter((change) => change.verdict === verdict).length
  return {
    format: 'claimcheck-comparison',
    formatVersion: COMPARISON_FORMAT_VERSION,
    older: comparedReport(older),
    newer: comparedReport(newer),
    counts: {
      shared: shared.length,
      unchanged: shared.length - changed.length,
      flipped: count('flipped'),
      subtypeChanged: count('subtype'),
      judgedNow: count('judged-now'),
      judgedNoMore: count('judged-no-more'),
      moved: changed.filter(({ effect }) => effect !== null && hasMoved(effect)).length
    },
    settings: settingChanges(older, newer),
    changed,
    added: [...after.keys()].filter((id) => !before.has(id)),
    gone: [...before.keys()].filter((id) => !after.has(id)),
    engines: listChange(older.engines, newer.engines),
    environments: listChange(older.environments, newer.environments),
    runs: runsChange(older.runs, newer.runs)
  }
}

function comparedReport(report: Report): ComparedReport {
  const { profile, firstSeed, seedsOverride, counts } = report
  return { digest: digestOf(encodeTree(report)), profile, firstSeed, seedsOverride, counts }
}

function claimChange(olderReport: Report, older: ReportClaim, newerReport: Report, newer: ReportClaim): ClaimChange {
  const judged = older.kind === 'judged' && newer.kind === 'judged'
  const registrations = { older: registrationOf(older), newer: registrationOf(newer) }
  const sameRegistration = canonicalJson(registrations.older) === canonicalJson(registrations.newer)
  return {
    claim: older.claim.id,
    verdict: verdictChange(older, newer),
    older: reportedClaim(older),
    newer: reportedClaim(newer),
    effect: judged ? effectChange(older, newer) : null,
    definition: definitionChanges(olderReport, older, newerReport, newer),
    // A claim that was not judged says nothing of its registration.
    registration: !judged || sameRegistration ? null : registrations
  }
}

function verdictChange(older: ReportClaim, newer: ReportClaim): ClaimChange['verdict'] {
  if (older.kind !== 'judged') return newer.kind === 'judged' ? 'judged-now' : 'none'
  if (newer.kind !== 'judged') return 'judged-no-more'
  const [before, after] = [older.judgement.verdict, newer.judgement.verdict]
  if (before.outcome !== after.outcome) return 'flipped'
  return before.subtype === after.subtype ? 'none' : 'subtype'
}

function isChange({ verdict, older, newer, effect, definition, registration }: ClaimChange): boolean {
  if (verdict !== 'none' || definition.length > 0 || registration !== null) return true
  if (older.status !== newer.status || older.asExpected !== newer.asExpected || older.n !== newer.n) return true
  return effect !== null && effect.position !== 'same'
}

function reportedClaim(entry: ReportClaim): ReportedClaim {
  const words = { kind: entry.kind, status: statusWords(entry), asExpected: expectedWords(entry) }
  if (entry.kind !== 'judged') return { ...words, effect: '–', interval: '–', n: null }
  return { ...words, ...effectWordsOf(entry.claim, entry.judgement) }
}

function definitionChanges(olderReport: Report, older: ReportClaim, newerReport: Report, newer: ReportClaim) {
  const [before, after] = [experimentOf(olderReport, older), experimentOf(newerReport, newer)]
  const decisive = ({ claim: { hypothesis, decision, family, experiment } }: ReportClaim, content: object | null) => ({
    hypothesis,
    decision,
    family,
    // Of a claim that could not run, a report may hold no experiment.
    experiment: before === null || after === null ? experiment : content
  })
  return differencesBetween(decisive(older, before), decisive(newer, after))
}

/** As it ran, without its prose; null where the report holds none. */
function experimentOf({ experiments }: Report, { claim }: ReportClaim): object | null {
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  if (experiment === undefined) return null
  const { description: _, sourceProtocol: __, profiles: ___, ...decisive } = experiment
  return decisive
}

function registrationOf(entry: ReportClaim): RegistrationWords {
  if (entry.kind !== 'judged') return null
  const { registration } = entry
  if (registration.state === 'unregistered') return { state: registration.state, hash: null, registeredAt: null }
  return { state: registration.state, hash: registration.hash, registeredAt: registration.registeredAt }
}

function settingChanges(older: Report, newer: Report): Change[] {
  const settings = (report: Report): Readonly<Record<string, string | null>> => ({
    profile: report.profile,
    'first seed': String(report.firstSeed),
    'seeds (--seeds)': report.seedsOverride === null ? null : String(report.seedsOverride),
    'engine (--engine)': report.engine,
    'claims (--claims)': report.claimsRoot,
    'data (--data)':
      report.substitutions?.map(({ dataset, substitute }) => `${dataset}=${substitute}`).join(', ') ?? null
  })
  const [before, after] = [settings(older), settings(newer)]
  return Object.keys(before)
    .map((what) => ({ what, older: before[what] ?? null, newer: after[what] ?? null }))
    .filter((change) => change.older !== change.newer)
}

function listChange<Item>(older: readonly Item[], newer: readonly Item[]): ListChange<Item> {
  const missingIn = (list: readonly Item[]) => {
    const known = new Set(list.map(canonicalJson))
    return (item: Item) => !known.has(canonicalJson(item))
  }
  return { added: newer.filter(missingIn(older)), gone: older.filter(missingIn(newer)) }
}

function runsChange(older: readonly ReportRunRow[], newer: readonly ReportRunRow[]): RunsChange {
  const before = new Map(older.map(({ key, resultDigest }) => [key, resultDigest]))
  const after = new Map(newer.map(({ key, resultDigest }) => [key, resultDigest]))
  const both = [...before.keys()].filter((key) => after.has(key))
  return {
    both: both.length,
    otherResult: both.filter((key) => before.get(key) !== after.get(key)).sort(),
    onlyOlder: before.size - both.length,
    onlyNewer: after.size - both.length
  }
}
