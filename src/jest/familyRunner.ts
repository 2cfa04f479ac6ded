import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ClaimcheckError, InputError } from '../errors'
import type { Claim } from '../kinds'
import { buildReport } from '../report/data/build'
import type { ClaimOutcome, ReportClaim, ReportInput } from '../report/data/types'
import type { Preparation } from '../verify/prepare'
import type { VerifyOptions } from '../verify/types'
import { gatherReportInput } from '../verify/verify'
import type { TestedOutcome } from './outcomeMatcher'
import { leaveResults } from './results'

/** `storeFolder: null` is a new store, which goes when the tests have finished. */
export type SuiteSettings = Omit<VerifyOptions, 'claims' | 'storeFolder' | 'signal'> & {
  readonly storeFolder: string | null
}

/** Verifies the families of one test file when their first test asks, and leaves what came out for the reporter. */
export class FamilyRunner {
  readonly #preparation: Preparation
  readonly #settings: SuiteSettings
  readonly #stop = new AbortController()
  readonly #families = new Map<string, Promise<readonly ReportClaim[]>>()
  #newStore: string | null = null

  constructor(preparation: Preparation, settings: SuiteSettings) {
    this.#preparation = preparation
    this.#settings = settings
    const declined = declinedOutcomes(preparation)
    if (declined.length > 0) this.#leave(this.#withoutRuns(declined))
  }

  /** @throws InputError for an unknown option, such as an unknown engine; a run that crashes is an outcome */
  async outcomeOf(claim: Claim): Promise<TestedOutcome> {
    const known = this.#families.get(claim.family)
    const family = known ?? this.#verify(claim.family)
    this.#families.set(claim.family, family)
    const outcome = (await family).find((candidate) => candidate.claim.id === claim.id)!
    return { ...outcome, profile: this.#settings.profile }
  }

  /** Stops what a timed-out test left running. */
  async close(): Promise<void> {
    this.#stop.abort()
    await Promise.allSettled(this.#families.values())
    if (this.#newStore !== null) rmSync(this.#newStore, { recursive: true, force: true, maxRetries: 5 })
  }

  async #verify(family: string): Promise<readonly ReportClaim[]> {
    const members = this.#preparation.members.map(({ claim }) => claim).filter((claim) => claim.family === family)
    const named = members.filter((claim) => this.#preparation.named.includes(claim))
    try {
      const { input } = await gatherReportInput({
        ...this.#settings,
        storeFolder: this.#storeFolder(),
        claims: named.map(({ id }) => id),
        signal: this.#stop.signal
      })
      return this.#leave(input)
    } catch (error) {
      if (error instanceof InputError) throw error
      const outcomes = this.#leave(this.#withoutRuns(members.map((claim) => crashed(claim, error))))
      if (error instanceof ClaimcheckError) return outcomes
      throw new Error(`could-not-run: ${error}`, { cause: error })
    }
  }

  #storeFolder(): string {
    if (this.#settings.storeFolder !== null) return this.#settings.storeFolder
    this.#newStore ??= mkdtempSync(path.join(tmpdir(), 'claimcheck-jest-'))
    return this.#newStore
  }

  /** What makes the results of two test files parts of one report. */
  get #suite(): string {
    const { claimsRoot, profile, engine } = this.#settings
    return JSON.stringify([claimsRoot, profile, engine])
  }

  #leave(input: ReportInput): readonly ReportClaim[] {
    leaveResults(this.#suite, input)
    return buildReport(input).claims
  }

  /** Claims of which nothing ran. */
  #withoutRuns(claims: readonly ClaimOutcome[]): ReportInput {
    const { profile, firstSeed, seeds: seedsOverride, engine: engineChoice, claimsArgument } = this.#settings
    const experiments: ReportInput['experiments'] = Object.fromEntries(
      claims.flatMap(({ claim: { experiment } }) =>
        experiment === null ? [] : [[experiment, this.#preparation.experiments.get(experiment)!]]
      )
    )
    return {
      profile,
      firstSeed,
      seedsOverride,
      engineChoice,
      claimsRoot: claimsArgument,
      claims,
      experiments,
      engines: [],
      runs: [],
      external: this.#preparation.external
    }
  }
}

/** Claims that no test will run. */
function declinedOutcomes({ named, blocked, notInProfile }: Preparation): ClaimOutcome[] {
  return [
    ...blocked.map((block): ClaimOutcome => ({ kind: 'could-not-run', ...block })),
    ...notInProfile.map((claim): ClaimOutcome => ({ kind: 'not-in-profile', claim }))
  ].filter(({ claim }) => named.includes(claim))
}

function crashed(claim: Claim, error: unknown): ClaimOutcome {
  const remedy = (error instanceof ClaimcheckError && error.details.remedy) || 'npx claimcheck doctor'
  const reason = error instanceof ClaimcheckError ? error.explanation : String(error)
  return { kind: 'could-not-run', claim, cause: 'crash', reason, remedy }
}
