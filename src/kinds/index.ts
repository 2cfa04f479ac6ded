import type { ClaimFileWith } from '../claims/fileTypes'
import type { ClaimWith, Decision, OutcomeName, Rank, SequentialDecision } from '../claims/types'
import { allOf } from './all-of'
import type { AllOfTypes } from './all-of/types'
import { arithmetic } from './arithmetic'
import type { ArithmeticTypes } from './arithmetic/types'
import { bestOf } from './best-of'
import type { BestOfTypes } from './best-of/types'
import type { ComparisonTypes, FasterTypes } from './comparison/comparedTypes'
import { equivalent } from './comparison/equivalent'
import { faster } from './comparison/faster'
import { higher } from './comparison/higher'
import type { GroupsDiffer } from './comparison/logs/types'
import { lower } from './comparison/lower'
import { notHigher } from './comparison/notHigher'
import { notLower } from './comparison/notLower'
import { convergesMoreOften } from './converges-more-often'
import type { ConvergesMoreOftenTypes } from './converges-more-often/types'
import { convergesTo } from './converges-to'
import type { ConvergesToTypes } from './converges-to/types'
import { invariant } from './invariant'
import type { InvariantTypes } from './invariant/types'
import type { BelowMargin, FindingsOf, Judged, VerdictWith, Wordless } from './judged'
import type { HypothesisShape, Kind, RunNeeds } from './kind'
import { lowerAtMajority } from './lower-at-majority'
import type { SettingsTypes } from './lower-at-majority/types'
import { matches } from './matches'
import type { MatchesTypes } from './matches/types'
import { overTasks } from './over-tasks'
import type { TasksTypes } from './over-tasks/types'
import { range } from './range'
import type { RangeTypes } from './range/types'
import { rate } from './rate'
import type { RateTypes } from './rate/types'
import type { Show } from './show'
import { steadier } from './steadier'
import type { SteadierTypes } from './steadier/types'
import { tradeOff } from './trade-off'
import type { TradeOffTypes } from './trade-off/types'
import { trend } from './trend'
import type { TrendTypes } from './trend/types'

/** The types of every kind. A new kind is a folder of its own, and named here and below. */
export interface TypesByKind {
  readonly lower: ComparisonTypes<'lower'>
  readonly 'not-lower': ComparisonTypes<'not-lower'>
  readonly higher: ComparisonTypes<'higher'>
  readonly 'not-higher': ComparisonTypes<'not-higher'>
  readonly equivalent: ComparisonTypes<'equivalent'>
  readonly faster: FasterTypes
  readonly 'lower-at-majority': SettingsTypes
  readonly steadier: SteadierTypes
  readonly 'best-of': BestOfTypes
  readonly 'over-tasks': TasksTypes
  readonly 'trade-off': TradeOffTypes
  readonly trend: TrendTypes
  readonly 'converges-to': ConvergesToTypes
  readonly 'converges-more-often': ConvergesMoreOftenTypes
  readonly rate: RateTypes
  readonly invariant: InvariantTypes
  readonly range: RangeTypes
  readonly matches: MatchesTypes
  readonly arithmetic: ArithmeticTypes
  readonly 'all-of': AllOfTypes
}

export type KindName = keyof TypesByKind

/** Every kind of hypothesis, in the order in which they are listed. */
export const KINDS: { readonly [K in KindName]: Kind<TypesByKind[K]> } = {
  lower,
  'not-lower': notLower,
  higher,
  'not-higher': notHigher,
  equivalent,
  faster,
  'lower-at-majority': lowerAtMajority,
  steadier,
  'best-of': bestOf,
  'over-tasks': overTasks,
  'trade-off': tradeOff,
  trend,
  'converges-to': convergesTo,
  'converges-more-often': convergesMoreOften,
  rate,
  invariant,
  range,
  matches,
  arithmetic,
  'all-of': allOf
}

/** What has to hold for a claim to be reproduced. */
export type Hypothesis = TypesByKind[KindName]['hypothesis']
export type HypothesisFile = TypesByKind[KindName]['file']
export type Evidence = TypesByKind[KindName]['evidence']
export type Analysis = TypesByKind[KindName]['analysis']
export type Verdict =
  | VerdictWith<SubtypeOf<'refuted'>, SubtypeOf<'inconclusive'>, SubtypeOf<'not-evaluable'>>
  | BelowMargin
  | GroupsDiffer
/** One checkable sentence of a source, of any kind. */
export type Claim = ClaimWith<Hypothesis>
export type ClaimFile = ClaimFileWith<HypothesisFile>
/** A judgement of any kind; its claim, verdict, analysis and evidence are of the same one. */
export type Judgement = { readonly [K in KindName]: Judged<TypesByKind[K]> }[KindName]
export type Findings = { readonly [K in KindName]: FindingsOf<TypesByKind[K]> }[KindName]

type SubtypeOf<O extends OutcomeName> = NonNullable<
  Extract<TypesByKind[KindName]['verdict'], { readonly outcome: O }>['subtype']
>

// What follows is generic over kinds: it is checked for each kind by itself, and so needs no cast.

/** What has to hold for a claim of one kind, or of one of several, to be reproduced. */
export type HypothesisOf<K extends KindName> = {
  readonly [P in K]: TypesByKind[P]['hypothesis'] & { readonly kind: P }
}[K]
export type HypothesisFileOf<K extends KindName> = {
  readonly [P in K]: TypesByKind[P]['file'] & { readonly kind: P }
}[K]
export type EvidenceOf<K extends KindName> = TypesByKind[K]['evidence']
/** One checkable sentence of a source, of one kind or of one of several. */
export type ClaimOf<K extends KindName> = ClaimWith<HypothesisOf<K>>
export type JudgementOf<K extends KindName> = {
  readonly [P in K]: Judged<TypesByKind[P]> & { readonly claim: ClaimOf<P> }
}[K]
/** A claim with what was found of it, of one kind or of one of several. */
export type ShownOf<K extends KindName> = {
  readonly [P in K]: { readonly claim: ClaimOf<P>; readonly judgement: FindingsOf<TypesByKind[P]> }
}[K]
export type WordlessOf<K extends KindName> = {
  readonly [P in K]: Wordless<TypesByKind[P]> & { readonly claim: ClaimOf<P> }
}[K]

/** In the order in which they are listed. */
export function kindNames(): readonly KindName[] {
  return Object.keys(KINDS).filter(isKind)
}

export function isKind(kind: unknown): kind is KindName {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind)
}

/** What is known of a hypothesis' kind. */
export function kindOf<K extends KindName>(hypothesis: HypothesisOf<K>): Kind<TypesByKind[K]> {
  const kind: K = hypothesis.kind
  return KINDS[kind]
}

/** What the runs of a claim are beside one for each seed and arm. */
export function needsOf(hypothesis: Hypothesis): RunNeeds {
  return kindOf(hypothesis).needs?.(hypothesis) ?? {}
}

/** What a claim is to its source: as its file says, else by its kind. */
export function rankOf({ rank, hypothesis }: Pick<Claim, 'rank' | 'hypothesis'>): Rank {
  return rank ?? KINDS[hypothesis.kind].rank ?? 'supporting'
}

/** What readers are shown of claims of a kind. */
export function showOf<K extends KindName>({
  hypothesis
}: {
  readonly hypothesis: HypothesisOf<K>
}): Show<TypesByKind[K]> {
  return kindOf<K>(hypothesis).show
}

/** Whether a hypothesis is of one of the kinds named. */
export function isOneOf<K extends KindName>(
  kinds: readonly K[],
  hypothesis: Hypothesis | HypothesisOf<K>
): hypothesis is HypothesisOf<K> {
  const known: readonly string[] = kinds
  return known.includes(hypothesis.kind)
}

/** Whether a claim is of one of the kinds named. */
export function isClaimOf<K extends KindName>(kinds: readonly K[], claim: Claim | ClaimOf<K>): claim is ClaimOf<K> {
  return isOneOf<K>(kinds, claim.hypothesis)
}

/** Kinds that run logs of others can decide: claims of them may name no experiment. */
export const KINDS_FROM_LOGS: readonly KindName[] = kindNames().filter((kind) => KINDS[kind].fromLogs === true)

/** Whether claims of a kind are judged by the runs of an experiment or, where they name none, by logs of others. */
export function isFromLogs(kind: KindName, experiment: string | null): boolean {
  return experiment === null && KINDS_FROM_LOGS.includes(kind)
}

/** Whether a claim was judged by what was made elsewhere: by logs, at the budget of no profile. */
export function isFromElsewhere<K extends KindName>(
  { hypothesis }: { readonly hypothesis: HypothesisOf<K> },
  { evidence }: { readonly evidence: EvidenceOf<K> }
): boolean {
  return kindOf<K>(hypothesis).isFromElsewhere?.(evidence) === true
}

/**
 * The method of the mode `anytime-valid` for a claim that states none: sign-flip for pairs, beta-binomial for shares of
 * seeds. A group-sequential claim has to state its own.
 */
export function defaultMethod(kind: KindName, mode: Decision['mode']): SequentialDecision['method'] | undefined {
  return mode === 'anytime-valid' ? KINDS[kind].methods[mode][0] : undefined
}

/** Whether a claim is made of others: always of a kind that runs nothing, of another where it names some. */
export function isMadeOfParts(shape: HypothesisShape & { readonly kind: KindName }): boolean {
  const { parts, experiments } = KINDS[shape.kind]
  return parts !== undefined && (experiments.length === 0 || parts(shape).length > 0)
}

/** The claims that one is made of, by id; none for most. */
export function partsOf({ hypothesis }: { readonly hypothesis: Hypothesis }): readonly string[] {
  return KINDS[hypothesis.kind].parts?.(hypothesis) ?? []
}
