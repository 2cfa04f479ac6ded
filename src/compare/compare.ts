import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { OutcomeName } from '../claims/types'
import { isOneOf, type Judgement } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import { isPaired } from '../kinds/comparison/isPaired'
import type { PairedAnalysis, PairedEvidence, PairedHypothesis } from '../kinds/comparison/types'
import { type ScaffoldedFiles, writeClaim } from '../load/new'
import type { Report } from '../report/data/types'
import type { VerifyEvents, VerifyOptions } from '../verify/types'
import { verify } from '../verify/verify'
import { comparisonFiles } from './comparisonFiles'
import { type LogsQuestion, loggedFiles } from './loggedFiles'
import type { ComparisonQuestion } from './types'

export interface CompareOptions extends Pick<VerifyOptions, 'storeFolder' | 'jobs' | 'signal'> {
  /** Where the commands would be typed. */
  readonly cwd: string
  /** Id under which claim and experiment are kept in `./claims`; null: they are not. */
  readonly save: string | null
}

export interface CompareEvents extends Pick<VerifyEvents, 'onPlan' | 'onProgress' | 'onNotice' | 'onDiscardedRecord'> {
  /** After each round, with all pairs so far. */
  onPairs?(judgement: PairedJudgement): void
}

/** What all pairs that were run come to. */
export interface PairedJudgement {
  readonly hypothesis: PairedHypothesis
  readonly evidence: PairedEvidence
  readonly analysis: PairedAnalysis
  readonly outcome: OutcomeName
}

export interface CompareResult {
  readonly report: Report
  readonly interrupted: boolean
  /** What was written; null where nothing was asked to be kept. */
  readonly saved: ScaffoldedFiles | null
}

/** Of a comparison that is not kept; the name decides no run. */
const UNSAVED = 'compare/commands'

/**
 * Compares two commands: runs them in pairs that share a seed until it is decided which is better, or the budget ends.
 * Whoever typed the commands has allowed them. Finished runs are kept: the same comparison again, or with more pairs, goes on.
 *
 * @throws InputError as `comparisonFiles` does, or where `save` names a claim that exists
 */
export async function compareCommands(
  question: ComparisonQuestion,
  { cwd, save, ...options }: CompareOptions,
  events: CompareEvents = {}
): Promise<CompareResult> {
  const id = save ?? UNSAVED
  const { folders, ...files } = comparisonFiles(id, question, cwd)
  if (folders.length > 0) events.onNotice?.(`each run has a folder of its own in the place of ${folders.join(', ')}`)
  return inClaimsRoot(cwd, save, async (root) => {
    const saved = writeClaim(root, files)
    const { onPairs, ...others } = events
    const { report, interrupted } = await verify(
      { ...options, ...verified(root, id), allowPrograms: true },
      { ...others, onJudged: (judgements) => tell(judgements, id, onPairs) }
    )
    return { report, interrupted, saved: save === null ? null : saved }
  })
}

/**
 * Compares two arms by finished logs, and runs nothing.
 *
 * @param pattern path of a log with `{arm}` and `{seed}` in it
 * @throws InputError as `loggedFiles` does, or with everything that is wrong with the logs
 */
export async function compareLogs(
  pattern: string,
  question: LogsQuestion,
  { cwd, save, ...options }: CompareOptions
): Promise<CompareResult> {
  const id = save ?? UNSAVED
  return inClaimsRoot(cwd, save, async (root) => {
    const { mapping, mappingFile, ...files } = loggedFiles(id, pattern, question, { root, cwd })
    const saved = writeClaim(root, { ...files, experiment: null })
    const file = path.join(root, mappingFile)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(mapping, null, 2)}\n`, { flag: 'wx' })
    const { report, interrupted } = await verify({ ...options, ...verified(root, id) })
    return { report, interrupted, saved: save === null ? null : saved }
  })
}

function verified(root: string, id: string) {
  return {
    claimsRoot: root,
    claimsArgument: null,
    claims: [id],
    profile: 'quick',
    engine: 'auto',
    firstSeed: 0,
    seeds: null,
    execute: true
  } as const
}

/** A root beside the project's own claims, gone afterwards, where nothing is kept: experiments lie relative to the folder above. */
async function inClaimsRoot<T>(cwd: string, save: string | null, use: (root: string) => Promise<T>): Promise<T> {
  const root = save === null ? mkdtempSync(path.join(cwd, '.claimcheck-compare-')) : path.join(cwd, 'claims')
  try {
    return await use(root)
  } finally {
    if (save === null) rmSync(root, { recursive: true, force: true })
  }
}

function tell(judgements: readonly Judgement[], id: string, onPairs: CompareEvents['onPairs']): void {
  for (const { claim, evidence, analysis, verdict } of judgements) {
    const { hypothesis } = claim
    if (claim.id !== id || !isOneOf(COMPARISONS, hypothesis) || !isPaired(evidence) || !isPaired(analysis)) continue
    onPairs?.({ hypothesis, evidence, analysis, outcome: verdict.outcome })
  }
}
