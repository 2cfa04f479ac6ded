import { describeOutcome } from '../../src/claims/outcomes'
import type { Decision } from '../../src/claims/types'
import { type Block, type Blocks, blocksOf, paragraph } from '../../src/document/document'
import { toHtml } from '../../src/document/toHtml'
import { toMarkdown } from '../../src/document/toMarkdown'
import { toTerminal } from '../../src/document/toTerminal'
import { groupBy } from '../../src/json/groupBy'
import { type FamilyMember, judgeFamily } from '../../src/judge/judgeFamily'
import {
  type Claim,
  type EvidenceOf,
  type HypothesisOf,
  type JudgementOf,
  KINDS,
  type KindName,
  kindOf
} from '../../src/kinds'
import type { KindTypes } from '../../src/kinds/judged'
import type { Kind } from '../../src/kinds/kind'
import { effectText, effectWords } from '../../src/kinds/shared/effect'
import type { Contender } from '../../src/kinds/shared/types'
import { buildReport } from '../../src/report/data/build'
import { encodeReport } from '../../src/report/data/encode'
import { parseReport } from '../../src/report/data/parse'
import { recomputeReport } from '../../src/report/data/recompute'
import type { Report, ReportRun } from '../../src/report/data/types'
import { failureMessage } from '../../src/report/failureMessage'
import { renderClaim } from '../../src/report/show/renderClaim'
import { claim, classificationExperiment, SCALAR_IDENTITY, syntheticExperiment } from '../support/builders'

/** A hypothesis with evidence that leads to one verdict. */
export interface Example<K extends KindName = KindName> {
  readonly hypothesis: HypothesisOf<K>
  /** null for claims that are made of others. */
  readonly evidence: EvidenceOf<K> | null
  /** Evidence at other settings that selection cannot tell from the chosen ones. */
  readonly contenders?: readonly Contender<EvidenceOf<K>>[]
  /** Ten seeds, their number fixed, where left out. */
  readonly decision?: Decision
  /** The claims that it is made of, by id. */
  readonly parts?: Readonly<Record<string, Example>>
}

/** Examples of one kind with what each is judged: `refuted (opposite)`. */
export type Examples<K extends KindName = KindName> = readonly (readonly [string, Example<K>])[]

/** What a file of examples exports: those of the kinds of its room. */
export type ExamplesByKind<K extends KindName> = { readonly [P in K]: Examples<P> }

const ENVIRONMENT: ReportRun['environment'] = {
  startedAt: '2026-01-01T00:00:00.000Z',
  wallTimeMs: 1,
  claimcheck: '0.1.0',
  commit: null,
  node: 'v24.0.0',
  platform: 'linux x64',
  cpu: 'any'
}
const EXPERIMENTS = { 'toy-online': syntheticExperiment(), 'toy-logreg': classificationExperiment() }
const FIXED: Decision = { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } }
const BROKEN = /undefined|\[object|\bNaN\b|\bnull\b/

/**
 * What of a kind does not keep what `src/kinds/kind.ts` promises of it, by its examples.
 *
 * @param kind as it stands in KINDS, or broken on purpose
 * @returns a sentence each; none where all is well
 */
export function brokenPromises(name: KindName, kind: Kind<KindTypes>, examples: Examples): string[] {
  const reached = examples.map(([, { hypothesis }], index) => ({ hypothesis, verdict: examples[index]![0] }))
  const report = reportOf(name, examples)
  return [
    ...unreached(kind, reached),
    ...examples.flatMap(([expected], index) => brokenExample(kind, report, `example/${name}-${index}`, expected)),
    // One by one: examples share the keys of their runs, which end otherwise in each.
    ...examples.flatMap((example) => brokenReport(reportOf(name, [example])))
  ]
}

/** Subtypes that a kind names, in whichever way it is repeated, and no example has. */
function unreached(kind: Kind<KindTypes>, examples: readonly { hypothesis: Claim['hypothesis']; verdict: string }[]) {
  const tableOf = (over: unknown) => kind.subtypes({ kind: examples[0]?.hypothesis.kind ?? '', over })
  const ofExamples = examples.map(({ hypothesis }) => kind.subtypes(hypothesis))
  const ofWays = [undefined, 'seeds', 'initial-points'].map(tableOf)
  const tables = new Map([...ofWays, ...ofExamples].map((table) => [JSON.stringify(table), table]))
  return [...tables].flatMap(([text, table]) => {
    const own = examples.filter(({ hypothesis }) => JSON.stringify(kind.subtypes(hypothesis)) === text)
    const named = Object.entries(table).flatMap(([outcome, subtypes]) =>
      subtypes.map((subtype) => describeOutcome({ outcome, subtype }))
    )
    const whole = 'below-margin' in table ? ['reproduced', 'below-margin'] : ['reproduced']
    return [...whole, ...named]
      .filter((verdict) => !own.some((example) => example.verdict === verdict))
      .map((verdict) => `no example${tables.size > 1 ? ` of ${text}` : ''} is ${verdict}`)
  })
}

function brokenExample(kind: Kind<KindTypes>, report: Report, id: string, expected: string): string[] {
  const entry = report.claims.find((each) => each.claim.id === id)
  if (entry?.kind !== 'judged') return [`${id} is not judged`]
  const { claim: judged, judgement } = entry
  const { hypothesis } = judged
  const { verdict, sentence, evidence, analysis } = judgement
  const effect = kind.show.effect(hypothesis, analysis)
  const words = effectWords(effect)
  const place = kind.show.place?.(hypothesis, analysis) ?? null
  const message = failureMessage(entry, report.profile)
  const named: readonly string[] = kind.subtypes(hypothesis)[verdict.outcome] ?? []
  const names = kind.samples(evidence).map(({ name }) => name)
  const figures = (kind.show.figures?.(entry, 'figure') ?? []).filter((figure) => figure !== null)
  const promises: Readonly<Record<string, boolean>> = {
    [`is judged ${describeOutcome(verdict)}`]: describeOutcome(verdict) === expected,
    'has a subtype that its kind does not name': verdict.subtype === null || named.includes(verdict.subtype),
    'has an outcome that its kind does not name': verdict.outcome in kind.subtypes(hypothesis),
    'is judged by evidence of another kind': kind.evidenceKinds(hypothesis).includes(evidence.kind),
    'holds a sample twice': new Set(names).size === names.length,
    'has a sentence without an end': /so the claim is [^.]*\./.test(sentence) && !BROKEN.test(sentence),
    'has no rule': isShown(paragraph(kind.show.rule(entry))),
    'has no samples': isShown(kind.show.samples(entry, new Map())) || names.length === 0,
    'has numbers that cannot be shown': isShown(kind.show.numbers(entry)) || kind.show.numbers(entry) === null,
    'has no effect': !BROKEN.test(effectText(effect)) && [words.effect, words.interval].every((part) => part !== ''),
    'is reproduced without an effect': verdict.outcome !== 'reproduced' || effect.words(3) !== null,
    'has an effect of no number': effect.n === null || (Number.isInteger(effect.n) && effect.n >= 0),
    'lies outside of its scale': place?.panel !== 'share' || place.center === null || isShare(place.center),
    'has figures that go by one name': new Set(figures.map((figure) => figure.id)).size === figures.length,
    'has a failure message without its sentence': message.includes(sentence) && !BROKEN.test(message),
    'cannot be shown on a terminal': renderClaim(entry, report, 80).includes('repeat: ')
  }
  return Object.entries(promises).flatMap(([broken, isKept]) => (isKept ? [] : [`${id}, ${expected}: ${broken}`]))
}

/** In all three forms, with something in it and nothing that is a slip. */
function isShown(blocks: Blocks | Block): boolean {
  const shown = blocksOf([blocks])
  return [toMarkdown(shown), String(toHtml(shown, () => null)), toTerminal(shown)].every(
    (text) => text.trim() !== '' && !/undefined|\[object/.test(text)
  )
}

function isShare(value: number): boolean {
  return 0 <= value && value <= 1
}

function brokenReport(report: Report): string[] {
  const text = encodeReport(report)
  const back = parseReport(text)
  return [
    ...(encodeReport(back) === text ? [] : ['report.json is not read back as it was written']),
    ...(encodeReport(recomputeReport(back)) === text ? [] : ['report.json is judged otherwise than it was'])
  ]
}

function reportOf(name: KindName, examples: Examples): Report {
  const members = examples.flatMap(([, example], index) => membersOf(`example/${name}-${index}`, example))
  const context = { profile: 'quick', firstSeed: 0, experiments: new Map(Object.entries(EXPERIMENTS)) } as const
  const judgements = members.flatMap((member) => judgeFamily([member], context))
  return buildReport({
    profile: 'quick',
    firstSeed: 0,
    seedsOverride: null,
    claims: judgements.map((judgement) => ({
      kind: 'judged',
      claim: judgement.claim,
      judgement,
      registration: { state: 'unregistered' }
    })),
    experiments: EXPERIMENTS,
    engines: [SCALAR_IDENTITY],
    runs: judgements.flatMap(recordedRuns)
  })
}

/** The runs of whose last values the evidence is made: a report that lacks one is not read back. */
function recordedRuns<K extends KindName>({
  claim: { hypothesis, experiment },
  evidence,
  contenders = []
}: JudgementOf<K>) {
  const { recorded } = kindOf<K>(hypothesis)
  if (recorded === undefined || experiment === null) return []
  const values = [evidence, ...contenders.map((contender) => contender.evidence)].flatMap(recorded)
  const finals = groupBy(values, ({ runKey }) => runKey)
  return values.map(
    ({ runKey, arm, seed, initialPoint, value }): ReportRun => ({
      key: runKey,
      experiment,
      arm,
      purpose: 'judgement',
      setting: {},
      seed,
      initialPoint,
      status: Number.isNaN(value) ? { kind: 'diverged', step: 3, what: 'loss' } : { kind: 'completed' },
      final: Object.fromEntries(finals.get(runKey)!.map((own) => [own.metric, own.value])),
      resultDigest: runKey,
      environment: ENVIRONMENT
    })
  )
}

/** The claim of an example, after those that it is made of; each alone in its family. */
function membersOf(
  id: string,
  { hypothesis, evidence, contenders, decision = FIXED, parts = {} }: Example
): FamilyMember[] {
  const own = Object.entries(parts).map(([part, example]) => membersOf(part, example).at(-1)!)
  const [kindOfRun] = KINDS[hypothesis.kind].experiments
  const experiment = Object.values(EXPERIMENTS).find(({ kind }) => kind === kindOfRun)?.id ?? null
  const member = {
    claim: claim({ id, family: id, hypothesis, decision, experiment }),
    evidence,
    seeds: decision.seeds,
    parts: own,
    ...(contenders !== undefined && { contenders })
  } as FamilyMember
  return [...own, member]
}
