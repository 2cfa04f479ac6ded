import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { OutcomeName } from '../claims/types'
import { InputError } from '../errors'
import { isOneOf, type Judgement } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import { isPaired } from '../kinds/comparison/isPaired'
import type { PairedAnalysis, PairedEvidence, PairedHypothesis } from '../kinds/comparison/types'
import { newFiles, notWritable, type ScaffoldedFiles, writeClaim } from '../load/new'
import { isProcessAlive } from '../programs/processes'
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
  const { folders, ...content } = comparisonFiles(id, question, cwd)
  if (save !== null) newFiles(path.join(cwd, CLAIMS), content)
  if (folders.length > 0) events.onNotice?.(`each run has a folder of its own in the place of ${folders.join(', ')}`)
  // Experiments lie relative to the folder above their root: beside the project's own claims runs have the same keys.
  const { report, interrupted } = await inRootOf(cwd, (root) => {
    writeClaim(root, content)
    const { onPairs, ...others } = events
    return verify(
      { ...options, ...verified(root, id), allowPrograms: true },
      { ...others, onJudged: (judgements) => tell(judgements, id, onPairs) }
    )
  })
  const saved = save === null || interrupted || !isJudged(report) ? null : writeClaim(path.join(cwd, CLAIMS), content)
  return { report, interrupted, saved }
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
  const claims = path.join(cwd, CLAIMS)
  const contentIn = (root: string) => loggedFiles(id, pattern, question, { root, cwd })
  if (save !== null) newFiles(claims, contentIn(claims))
  // Away from the logs, which may lie anywhere here.
  const { report, interrupted } = await inRootOf(tmpdir(), (root) => {
    writeClaim(root, contentIn(root))
    return verify({ ...options, ...verified(root, id) })
  })
  const [claim] = report.claims
  if (claim?.kind === 'could-not-run') {
    throw new InputError(claim.reason, { remedy: 'correct the pattern, the names of the arms or --metric' })
  }
  const saved = save === null || interrupted ? null : writeClaim(claims, contentIn(claims))
  return { report, interrupted, saved }
}

const CLAIMS = 'claims'

function isJudged({ claims }: Report): boolean {
  return claims.some(({ kind }) => kind === 'judged')
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

const TEMPORARY = /^\.claimcheck-compare-(\d+)-/

/** A root of claims that is gone afterwards; so is one that a killed process left. */
async function inRootOf<T>(folder: string, use: (root: string) => Promise<T>): Promise<T> {
  let root: string
  try {
    for (const name of readdirSync(folder)) {
      const pid = TEMPORARY.exec(name)?.[1]
      if (pid !== undefined && !isProcessAlive(Number(pid)))
        rmSync(path.join(folder, name), { recursive: true, force: true })
    }
    root = mkdtempSync(path.join(folder, `.claimcheck-compare-${process.pid}-`))
  } catch (error) {
    throw notWritable(folder, error)
  }
  try {
    return await use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function tell(judgements: readonly Judgement[], id: string, onPairs: CompareEvents['onPairs']): void {
  for (const { claim, evidence, analysis, verdict } of judgements) {
    const { hypothesis } = claim
    if (claim.id !== id || !isOneOf(COMPARISONS, hypothesis) || !isPaired(evidence) || !isPaired(analysis)) continue
    onPairs?.({ hypothesis, evidence, analysis, outcome: verdict.outcome })
  }
}
