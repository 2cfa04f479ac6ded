import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import type { ClaimOutcome, ReportInput } from '../report/types'
import { parseProfile } from '../spec/parseProfile'
import type { Claim, ProfileName } from '../spec/types'
import { estimateMs } from '../verify/estimate'
import { type Preparation, prepare } from '../verify/prepare'
import type { VerifyOptions } from '../verify/types'
import { verify } from '../verify/verify'
import { matchClaimFiles } from './claimFiles'
import { toHaveOutcome } from './outcomeMatcher'
import { leaveResults } from './results'

export interface DescribeClaimsOptions {
  /** Default: `CLAIMCHECK_PROFILE`, else `quick`. */
  readonly profile?: ProfileName
  /** Default: `./claims`. */
  readonly claimsRoot?: string
  /** Default: `auto`. */
  readonly engine?: string
  /** Default: `CLAIMCHECK_STORE`, else a new store for this suite, so that the claims are trained anew. */
  readonly storeFolder?: string
  /** Worker processes; default: the number of cores. */
  readonly jobs?: number
}

/**
 * Declares one test a claim, in a `describe` a family. A test passes when the measured outcome equals the registered
 * one, or is `reproduced` where none is registered. A claim whose data or engine is missing is skipped, with the reason
 * in its title. A family's runs start with its first test and are shared by its other tests.
 *
 * @param glob claim files, relative to the working directory
 * @throws InputError while tests are collected: malformed claims, a glob that matches none
 * @example (not run) describeClaims('claims/**\/*.json', { profile: 'quick' })
 */
export function describeClaims(glob: string | readonly string[], options: DescribeClaimsOptions = {}): void {
  expect.extend({ toHaveOutcome })
  const profile = options.profile ?? parseProfile(process.env.CLAIMCHECK_PROFILE ?? 'quick')
  const { claimsRoot, ids } = matchClaimFiles(glob, options.claimsRoot ?? 'claims')
  const preparation = prepare({ claimsRoot, claims: ids, profile, seeds: null })
  const store = openStore(options)
  const settings: Omit<VerifyOptions, 'claims'> = {
    claimsRoot,
    profile,
    engine: options.engine ?? 'auto',
    storeFolder: store.folder,
    firstSeed: 0,
    seeds: null,
    jobs: options.jobs ?? availableParallelism(),
    execute: true
  }
  leaveResults(skippedReport(preparation, settings))

  describe(`claims at profile ${profile}`, () => {
    afterAll(() => store.remove())
    for (const family of new Set(preparation.named.map((claim) => claim.family))) {
      describe(family, () => describeFamily(family, preparation, settings))
    }
  })
}

function describeFamily(family: string, preparation: Preparation, settings: Omit<VerifyOptions, 'claims'>): void {
  const claims = preparation.named.filter((claim) => claim.family === family)
  const members = preparation.members.filter(({ claim }) => claim.family === family)
  const runnable = claims.filter((claim) => members.some((member) => member.claim === claim))
  // Ten times the estimate: a slow machine must not turn into a failed claim.
  const timeoutMs = 60_000 + (10 * estimateMs(members)) / settings.jobs

  let verified: Promise<ReportInput> | null = null
  const outcomeOf = async (claim: Claim): Promise<ClaimOutcome> => {
    verified ??= verify({ ...settings, claims: runnable.map(({ id }) => id) }).then(({ report }) => {
      leaveResults(report)
      return report
    })
    return (await verified).claims.find((outcome) => outcome.claim.id === claim.id)!
  }

  for (const claim of claims) {
    const skipped = reasonToSkip(claim, preparation)
    const expected = claim.expected[settings.profile] ?? null
    const title = `${claim.statement.replace(/\.$/, '')}: ${expected?.outcome ?? 'reproduced'}${expected ? ', as registered' : ''}`
    if (skipped !== null) {
      test.skip(`${title} [skipped: ${skipped}]`, () => {})
      continue
    }
    test(
      title,
      async () => {
        const outcome = await outcomeOf(claim)
        if (outcome.kind === 'could-not-run')
          throw new Error(`could-not-run: ${outcome.reason}\n  to mend:  ${outcome.remedy}`)
        expect(outcome).toHaveOutcome(expected?.outcome ?? 'reproduced', expected?.subtype ?? undefined)
      },
      timeoutMs
    )
  }
}

function reasonToSkip(claim: Claim, { blocked, notInProfile }: Preparation): string | null {
  const block = blocked.find((candidate) => candidate.claim === claim)
  if (block !== undefined) return `${block.reason}; to mend: ${block.remedy}`
  return notInProfile.includes(claim) ? 'not registered for this profile' : null
}

/** What the tests will not run, for the report. */
function skippedReport(preparation: Preparation, settings: Omit<VerifyOptions, 'claims'>): ReportInput {
  const { named, blocked, notInProfile, experiments } = preparation
  const named_ = new Set(named)
  const claims: ClaimOutcome[] = [
    ...blocked.filter(({ claim }) => named_.has(claim)).map((block) => ({ kind: 'could-not-run' as const, ...block })),
    ...notInProfile.filter((claim) => named_.has(claim)).map((claim) => ({ kind: 'not-in-profile' as const, claim }))
  ]
  return {
    profile: settings.profile,
    firstSeed: settings.firstSeed,
    seedsOverride: settings.seeds,
    claims,
    experiments: Object.fromEntries(claims.map(({ claim }) => [claim.experiment, experiments.get(claim.experiment)!])),
    engines: [],
    runs: []
  }
}

function openStore(options: DescribeClaimsOptions): { readonly folder: string; remove(): void } {
  const kept = options.storeFolder ?? process.env.CLAIMCHECK_STORE
  if (kept !== undefined) return { folder: path.resolve(kept), remove: () => {} }
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
