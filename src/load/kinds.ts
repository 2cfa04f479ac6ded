import type { Decision, Hypothesis, SequentialDecision } from '../claims/types'
import { LOSS_METRICS, metricsOf, POSITION_METRICS } from '../runs/metrics'
import type { RunKindName } from '../runs/runKinds'

type Method = SequentialDecision['method']

/** What each kind of hypothesis needs and allows. */
export interface KindFacts {
  /** The kind of experiment that it is about; null where it runs nothing. */
  readonly experiment: RunKindName | null
  /** The keys that name arms. */
  readonly arms: readonly ('treatment' | 'control' | 'arm')[]
  /** Metrics that it can judge; empty where it names none. */
  readonly metrics: readonly string[]
  /** Modes in which seeds are added, with their methods; the mode `fixed` is always allowed. */
  readonly methods: Readonly<Record<SequentialDecision['mode'], readonly Method[]>>
}

const FIXED_ONLY = { 'anytime-valid': [], 'group-sequential': [] } as const
const PAIRED = {
  experiment: 'classification',
  arms: ['treatment', 'control'],
  metrics: metricsOf('classification'),
  methods: {
    'anytime-valid': ['sign-flip', 'mixture-t', 'betting'],
    'group-sequential': ['pocock', 'obrien-fleming']
  }
} as const satisfies KindFacts

export const KINDS: Readonly<Record<Hypothesis['kind'], KindFacts>> = {
  lower: PAIRED,
  'not-lower': PAIRED,
  equivalent: PAIRED,
  faster: { ...PAIRED, metrics: LOSS_METRICS },
  'lower-at-most-settings': { ...PAIRED, methods: FIXED_ONLY },
  'converges-to': {
    experiment: 'synthetic',
    arms: ['arm'],
    metrics: POSITION_METRICS,
    methods: { 'anytime-valid': ['beta-binomial'], 'group-sequential': [] }
  },
  contrast: {
    experiment: 'synthetic',
    arms: ['treatment', 'control'],
    metrics: POSITION_METRICS,
    methods: FIXED_ONLY
  },
  rate: { experiment: 'synthetic', arms: ['arm'], metrics: ['regret'], methods: FIXED_ONLY },
  invariant: { experiment: 'synthetic', arms: ['arm'], metrics: [], methods: FIXED_ONLY },
  range: { experiment: 'classification', arms: ['arm'], metrics: metricsOf('classification'), methods: FIXED_ONLY },
  arithmetic: { experiment: null, arms: [], metrics: [], methods: FIXED_ONLY },
  'all-of': { experiment: null, arms: [], metrics: [], methods: FIXED_ONLY }
}

/** Kinds that run logs of others can decide: claims of them may name no experiment. */
export const KINDS_FROM_LOGS = [
  'lower',
  'not-lower',
  'equivalent',
  'faster'
] as const satisfies readonly Hypothesis['kind'][]

/** Whether claims of a kind are judged by the runs of an experiment or, where they name none, by logs of others. */
export function isFromLogs(kind: Hypothesis['kind'], experiment: string | null): boolean {
  return experiment === null && (KINDS_FROM_LOGS as readonly string[]).includes(kind)
}

export function isKind(kind: unknown): kind is Hypothesis['kind'] {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind)
}

/**
 * The method of the mode `anytime-valid` for a claim that states none: sign-flip for pairs, beta-binomial for shares of
 * seeds. A group-sequential claim has to state its own.
 */
export function defaultMethod(kind: Hypothesis['kind'], mode: Decision['mode']): Method | undefined {
  return mode === 'anytime-valid' ? KINDS[kind].methods[mode][0] : undefined
}
