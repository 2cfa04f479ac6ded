import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ExpectedOutcome, OutcomeName } from '../../src/claims/types'
import { compareWithExpected } from '../../src/judge/expected'
import type { Claim } from '../../src/kinds'
import { loadClaims } from '../../src/load/load'
import { parseReport } from '../../src/report/data/parse'
import type { JudgedClaim, Report } from '../../src/report/data/types'
import { REPOSITORY } from '../support/project'

const FOLDER = path.join(REPOSITORY, 'reports/reference')
const OUTCOMES: readonly OutcomeName[] = ['reproduced', 'below-margin', 'refuted', 'inconclusive', 'not-evaluable']

const reports = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => path.basename(name) === 'report.json.gz')
  .sort()
  .map((name) => {
    const file = path.join(FOLDER, name)
    return [path.dirname(name).replaceAll(path.sep, '/'), parseReport(readFileSync(file), file)] as const
  })
/** Of the project, and of the papers, whose reports lie below their names. */
const roots = ['claims', ...readdirSync(path.join(REPOSITORY, 'papers')).map((paper) => path.join('papers', paper))]
const claims = roots.flatMap((root) => loadClaims(path.join(REPOSITORY, root)).claims)

describe.each(reports)('the reference report %s', (_name, report) => {
  const judged = report.claims.filter((entry): entry is JudgedClaim => entry.kind === 'judged')

  it('judged claims, and every one as it is registered now', () => {
    expect(judged.length).toBeGreaterThan(0)
    expect(judged.filter((entry) => !comparison(entry, report, registeredNow(entry, report)).matches)).toEqual([])
  })

  it('would fail where any expected outcome was another one', () => {
    for (const entry of judged) {
      const now = registeredNow(entry, report)
      if (now === null) continue
      for (const outcome of OUTCOMES.filter((other) => other !== now.outcome)) {
        const { matches } = comparison(entry, report, { ...now, outcome, subtype: null })
        expect({ claim: entry.claim.id, outcome, matches }).toEqual({ claim: entry.claim.id, outcome, matches: false })
      }
    }
  })

  it('is about the claims as they are: nothing that decides them was changed since', () => {
    const decisive = ({ hypothesis, decision, family, experiment }: Claim) => ({
      hypothesis: asTuned(hypothesis),
      decision,
      family,
      experiment
    })
    for (const { claim } of judged) {
      const now = claims.find(({ id }) => id === claim.id)
      expect(now === undefined ? claim.id : decisive(now)).toEqual(decisive(claim))
    }
  })
})

/**
 * Claims tune on five selection seeds and judge all contenders now. These reports are of three and two, and of the chosen
 * settings alone, as each of their verdicts says in its first line: until they are made anew that one number differs.
 */
function asTuned(hypothesis: Claim['hypothesis']): object {
  if (!('tuning' in hypothesis) || hypothesis.tuning === null) return hypothesis
  const { seeds: _, ...tuning } = hypothesis.tuning
  return { ...hypothesis, tuning }
}

/** What the claim's file registers for the report's profile and data; null where it registers nothing. */
function registeredNow({ claim, substitute }: JudgedClaim, { profile }: Report): ExpectedOutcome | null {
  const now = claims.find(({ id }) => id === claim.id)
  const outcomes = substitute === undefined ? now?.expected : now?.expectedOn?.[substitute]
  return outcomes?.[profile] ?? null
}

function comparison({ claim, judgement }: JudgedClaim, { profile }: Report, registered: ExpectedOutcome | null) {
  const expected = registered === null ? {} : { [profile]: registered }
  return compareWithExpected({ ...claim, expected }, profile, judgement)
}
