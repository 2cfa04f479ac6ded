import { availableParallelism } from 'node:os'
import path from 'node:path'
// Jest answers this import itself, also where a project has `injectGlobals: false`.
import { afterAll, describe, expect, test } from '@jest/globals'
import { parseProfile } from '../claims/parseProfile'
import type { ProfileName } from '../claims/types'
import { InputError } from '../errors'
import { expectedAt } from '../judge/expected'
import type { Claim } from '../kinds'
import { type Preparation, prepare } from '../verify/prepare'
import { CallSite } from './callSite'
import { matchClaimFiles } from './claimFiles'
import { FamilyRunner } from './familyRunner'
import { MissingSoftware } from './missingSoftware'
import { toHaveOutcome } from './outcomeMatcher'
import { reasonToSkip, testTitle } from './testTitle'
import { timeoutMs } from './timeout'

export interface DescribeClaimsOptions {
  /** Default: `CLAIMCHECK_PROFILE`, else `quick`. */
  readonly profile?: ProfileName
  /** Default: `./claims`. */
  readonly claimsRoot?: string
  /** Default: `auto`. */
  readonly engine?: string
  /** Default: `CLAIMCHECK_STORE`, else a new store for this test file, so that the claims are trained anew. */
  readonly storeFolder?: string
  /** Worker processes; default: the number of cores. */
  readonly jobs?: number
  /** Lets programs of the claims run without being allowed by name before; default: CLAIMCHECK_ALLOW_PROGRAMS is 1. */
  readonly allowPrograms?: boolean
}

/** How long stopping workers may take. */
const CLOSING_MS = 30_000

/**
 * Declares one test a claim, in a `describe` a family. A test passes when the measured outcome equals the expected
 * one, or is `reproduced` where none is expected. A claim whose data is missing, or that is expected for other
 * profiles only, is skipped, with the reason in its title, and so is one of a program whose language or libraries are
 * missing ("capture" of its experiment); one whose runs crash or whose engine is missing fails as `could-not-run`. A family's runs start with its first test and are shared by its other tests.
 *
 * @param glob claim files, relative to the working directory
 * @throws InputError while tests are collected: malformed claims, a glob that matches none, an unknown profile, another
 * environment than `node`
 * @example (not run) describeClaims('claims/**\/*.json', { profile: 'quick' })
 */
export function describeClaims(glob: string | readonly string[], options: DescribeClaimsOptions = {}): void {
  expect.extend({ toHaveOutcome })
  const callSite = new CallSite(describeClaims)
  const { profile, claimsRoot, preparation } = collect(glob, options, callSite)
  // A variable that is set to nothing is not set.
  const storeFolder = options.storeFolder ?? (process.env.CLAIMCHECK_STORE || null)
  const allowPrograms = options.allowPrograms ?? process.env.CLAIMCHECK_ALLOW_PROGRAMS === '1'
  const runner = new FamilyRunner(preparation, {
    claimsRoot,
    claimsArgument: options.claimsRoot ?? null,
    profile,
    engine: options.engine ?? 'auto',
    storeFolder: storeFolder === null ? null : path.resolve(storeFolder),
    firstSeed: 0,
    seeds: null,
    jobs: options.jobs ?? availableParallelism(),
    execute: true,
    allowPrograms
  })
  const software = allowPrograms ? new MissingSoftware(claimsRoot) : null

  describe(`claims at profile ${profile}`, () => {
    afterAll(() => runner.close(), CLOSING_MS)
    for (const family of new Set(preparation.named.map((claim) => claim.family))) {
      const timeout = timeoutMs(preparation.members.filter(({ claim }) => claim.family === family))
      describe(family, () => {
        for (const claim of preparation.named.filter((candidate) => candidate.family === family)) {
          const title = testTitle(claim, profile)
          const skipped = reasonToSkip(claim, profile, preparation, software)
          if (skipped === null) test(title, () => testClaim(claim, profile, runner, callSite), timeout)
          else test.skip(`${title} [skipped: ${skipped}]`, () => {})
        }
      })
    }
  })
}

async function testClaim(claim: Claim, profile: ProfileName, runner: FamilyRunner, callSite: CallSite): Promise<void> {
  const expected = expectedAt(claim, profile)
  try {
    const outcome = await runner.outcomeOf(claim)
    expect(outcome).toHaveOutcome(expected?.outcome ?? 'reproduced', expected?.subtype ?? undefined)
  } catch (error) {
    throw callSite.blame(error)
  }
}

interface Collected {
  readonly profile: ProfileName
  readonly claimsRoot: string
  readonly preparation: Preparation
}

function collect(glob: string | readonly string[], options: DescribeClaimsOptions, callSite: CallSite): Collected {
  try {
    if ('window' in globalThis) throw notInNode()
    const profile = parseProfile(options.profile ?? (process.env.CLAIMCHECK_PROFILE || 'quick'))
    const { claimsRoot, ids } = matchClaimFiles(glob, options.claimsRoot ?? 'claims')
    return { profile, claimsRoot, preparation: prepare({ claimsRoot, claims: ids, profile, seeds: null }) }
  } catch (error) {
    throw callSite.blame(error)
  }
}

/** A browser-like environment lacks what reading claims and running workers takes. */
function notInNode(): InputError {
  return new InputError('claims are verified in the test environment "node"', {
    received: 'an environment with a window, such as jsdom',
    remedy: 'begin the test file with /** @jest-environment node */'
  })
}
