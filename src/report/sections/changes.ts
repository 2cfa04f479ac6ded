import { PROFILE_NAMES } from '../../claims/types'
import { type Block, codeText, heading, type Line, link, list, strong } from '../../document/document'
import { isClaimOf, showOf } from '../../kinds'
import { COMPARISONS } from '../../kinds/comparison/comparisons'
import { formatCount, formatPercent } from '../../text/format'
import { quoteArgument } from '../data/replay'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { decidesMost } from '../sensitivity/choicesSection'
import type { MeasuredSensitivity } from '../sensitivity/types'
import { EXPECTED_VERBS, effectOf } from '../words'
import { type Context, claimName, type Links, nameOf } from './context'

/** What would change the answers to a few claims: another budget, another margin, other choices, other seeds. */
export function changeBlocks(leading: readonly ReportClaim[], { report, links, studies }: Context): Block[] {
  const judged = leading.filter((entry) => entry.kind === 'judged')
  if (judged.length === 0) return []
  const ids = new Set(judged.map(({ claim }) => claim.id))
  const measured = studies.sensitivity.filter(
    (study): study is MeasuredSensitivity =>
      study.format === 'claimcheck-sensitivity' && study.outcome === 'measured' && ids.has(study.claim.id)
  )
  const items: Line[] = [
    ...budgetChanges(judged, report, links).map((words): Line => [strong('Budget.'), ' ', words]),
    ...marginChanges(judged, links),
    ...measured.flatMap((study) =>
      studied(study, judged.find(({ claim }) => claim.id === study.claim.id)!, report, links)
    )
  ]
  const toStudy = judged.find(({ claim }) => isClaimOf(COMPARISONS, claim) && claim.experiment !== null)
  if (measured.length === 0 && toStudy !== undefined)
    items.push([strong('Seeds and settings.'), ' Not studied here: ', studyCommand(toStudy, report), '.'])
  return [heading(3, 'What would change the answer'), list(items, 'changes')]
}

function named(entry: Pick<ReportClaim, 'claim'>, links: Links | null): Line {
  if (links === null) return claimName(entry.claim)
  return link(links.claims.get(entry.claim.id)!, `“${nameOf(entry.claim.statement, 110).replace(/\.$/, '')}”`)
}

/** At which longer or shorter profiles another outcome is expected than was found. */
function budgetChanges(judged: readonly JudgedClaim[], { profile }: Report, links: Links | null): Line[] {
  const others = PROFILE_NAMES.filter((name) => name !== profile)
  const stated = judged.filter(({ claim }) => others.some((name) => claim.expected[name] !== undefined))
  if (stated.length === 0) return ['No outcome is stated for another profile: what a longer run would show is open.']
  const changes = stated.flatMap((entry) =>
    others.flatMap((name): Line[] => {
      const expected = entry.claim.expected[name]
      if (expected === undefined || expected.outcome === entry.judgement.verdict.outcome) return []
      return [[named(entry, links), ` is expected ${EXPECTED_VERBS[expected.outcome]} at profile ${name}.`]]
    })
  )
  if (changes.length > 0) return changes
  return [
    stated.length === judged.length
      ? 'At other profiles each is expected to come out the same.'
      : 'At other profiles the same is expected, where an outcome is stated.'
  ]
}

/** Where another margin would give another outcome. */
function marginChanges(judged: readonly JudgedClaim[], links: Links | null): Line[] {
  return judged.flatMap((entry): Line[] => {
    const words = otherMargins(entry)
    return words === null ? [] : [[strong('Margin.'), ' Of ', named(entry, links), '. ', words, '.']]
  })
}

function otherMargins({ claim, judgement }: JudgedClaim): string | null {
  return showOf(claim).otherMargins?.({ claim, judgement }) ?? null
}

function studied(study: MeasuredSensitivity, entry: JudgedClaim, report: Report, links: Links | null): Line[] {
  const { choices, pairs } = study
  const of = [' Of ', named(study, links)]
  const flip = pairs?.spread.flip ?? null
  const at = (numPairs: number | null) => studiedAt(study, numPairs, entry, report)
  return [
    ...(choices === null
      ? []
      : [[strong('Choices.'), of, at(effectOf(study.claim, choices.base).n), ': ', decidesMost(study, choices)]]),
    ...(flip === null || pairs === null
      ? []
      : [
          [
            strong('Seeds.'),
            of,
            at(pairs.spread.effects.length),
            `: ${formatPercent(flip.counted, 2)} of ${formatCount(pairs.spread.effects.length, 'pair')} show the opposite of their mean.`
          ]
        ])
  ]
}

/** On what a study was made, where that is not what the report's answer rests on. */
function studiedAt(
  { profile, claim }: MeasuredSensitivity,
  numPairs: number | null,
  { judgement }: JudgedClaim,
  report: Report
): string {
  if (profile === report.profile && numPairs === effectOf(claim, judgement).n) return ''
  return ` (studied at profile ${profile}${numPairs === null ? '' : `, ${formatCount(numPairs, 'pair')}`})`
}

/** Of a claim that compares two arms on an experiment: what `all` names, every one of them has. */
function studyCommand({ claim }: JudgedClaim, { profile }: Report): Line {
  return codeText(`npx claimcheck sensitivity ${quoteArgument(claim.id)} --by all --profile ${profile}`)
}
