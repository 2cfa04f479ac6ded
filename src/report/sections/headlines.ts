import {
  type Block,
  type Blocks,
  blocksOf,
  details,
  figureBlock,
  group,
  heading,
  type Line,
  link,
  list,
  mark,
  paragraph,
  strong
} from '../../document/document'
import type { Figure } from '../../figures/figure'
import { type Claim, isFromElsewhere, partsOf } from '../../kinds'
import { effectText } from '../../kinds/shared/effect'
import { departure } from '../../runs/profiles'
import { plainLine, sentenceOf, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../data/listedOutcome'
import { waitsForLogs } from '../data/pending'
import { type RankedSource, rankedSources } from '../data/ranked'
import { isUnexpected } from '../data/standing'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { effectFigures } from '../figures/effectFigure'
import { answerOf, effectOf, expectedWords, OUTCOME_VERBS } from '../words'
import { changeBlocks } from './changes'
import { type Context, claimNumbers, type Links, nameOf } from './context'

/** So many characters of a sentence stand where there is a link to the whole. */
const SHORT = 110

/** The claims that lead, source by source: what the source says, what became of it, and what would change that. */
export function sourceCards(context: Context): Block[] {
  const { claims } = context.report
  const sources = rankedSources(claims)
  const leading = sources.flatMap((source) => source.leading)
  const numbers = claimNumbers(claims)
  const figures = context.links === null ? new Map<string, Figure>() : effectFigures(leading, numbers)
  return sources.map((source) => sourceCard(source, { ...context, numbers, figures }))
}

/** With the numbers and the small figures of claims, by id. */
interface CardContext extends Context {
  readonly numbers: ReadonlyMap<string, number>
  readonly figures: ReadonlyMap<string, Figure>
}

function sourceCard(source: RankedSource, context: CardContext): Block {
  const { links } = context
  const { key, leading } = source
  const blocks: Blocks = [
    heading(2, nameOf(key)),
    paragraph(plainLine(leading[0]!.claim.source.citation), 'citation'),
    unreadLine(leading),
    leading.map((entry) => leadingClaim(entry, context)),
    changeBlocks(leading, context),
    othersLine(source, links)
  ]
  return group('source', blocks, links === null ? null : links.sources.get(key)!)
}

/** That we did not read a source, or not all of it, and through whom its claims are known. */
function unreadLine(leading: readonly ReportClaim[]): Block | null {
  const vias = leading.flatMap(({ claim: { source } }) =>
    source.quote === null && source.via !== null ? [plainLine(source.via)] : []
  )
  if (vias.length === 0) return null
  const label = vias.length === leading.length ? 'Not read by us:' : 'Not read by us where no words are quoted:'
  return paragraph([strong(label), ` known through ${sentenceOf(commonStart(vias))}`], 'unread')
}

/** What texts begin with alike, up to a comma: a study without its sections; where there is nothing of the kind, each of them. */
function commonStart(texts: readonly string[]): string {
  const [first, ...others] = [...new Set(texts)].map((text) => text.split(', '))
  const differs = first!.findIndex((piece, index) => others.some((pieces) => pieces[index] !== piece))
  return differs === 0
    ? [...new Set(texts)].join('; ')
    : first!.slice(0, differs === -1 ? undefined : differs).join(', ')
}

function leadingClaim(entry: ReportClaim, context: CardContext): Block[] {
  const { claim } = entry
  const { report, links } = context
  const figure = context.figures.get(claim.id)
  const { quote, paraphrase } = claim.source
  const to = (content: Line): Line => (links === null ? content : link(links.claims.get(claim.id)!, content))
  // What tells it from them is what was tested.
  const isSaidOfOthers =
    paraphrase !== null &&
    report.claims.some((other) => other !== entry && other.claim.source.paraphrase === paraphrase)
  const said =
    quote === null
      ? [strong('In our words:'), ' ', isSaidOfOthers ? plainLine(paraphrase) : to(paraphrase ?? claim.statement)]
      : `“${plainLine(quote)}”`
  const words: Blocks = [
    paragraph([said, claim.source.extension && ' (Asked by us, not by the source.)'], 'said'),
    (quote !== null || isSaidOfOthers) && paragraph(['We tested: ', to(claim.statement)], 'asked'),
    paragraph(answerLine(entry, report), 'answer'),
    paragraph(factsLine(entry, report), 'facts')
  ]
  return blocksOf([
    group('headline', [group('words', words), figure !== undefined && group('effect', figureBlock(figure))]),
    links !== null && supportOf(entry, context, links)
  ])
}

/** What bears a headline out, folded away: what became of each, and where it is. */
function supportOf({ claim }: ReportClaim, { report, numbers }: CardContext, links: Links): Block | null {
  const supporting = (claim.supportedBy ?? []).flatMap((id) => numbers.get(id) ?? []).sort((a, b) => a - b)
  if (supporting.length === 0) return null
  const items = supporting.map((number): Line => {
    const entry = report.claims[number - 1]!
    const outcome = listedOutcome(entry)
    const sentence = shorten(plainLine(entry.claim.statement), SHORT)
    return [mark(outcome, OUTCOME_VERBS[outcome]), ': ', link(links.claims.get(entry.claim.id)!, sentence)]
  })
  return details(`Supported by ${formatCount(supporting.length, 'claim')}`, list(items, 'changes'))
}

function answerLine(entry: ReportClaim, { profile }: Report): Line {
  const verdict = mark(listedOutcome(entry), OUTCOME_VERBS[listedOutcome(entry)])
  switch (entry.kind) {
    case 'judged':
      return [
        verdict,
        ': ',
        sentenceOf(answerOf(entry, profile)),
        isUnexpected(entry) && [' ', strong(expectedWords(entry)), '.']
      ]
    case 'could-not-run':
      // What the logs came to stands with the claim: it is not ours.
      return waitsForLogs(entry)
        ? [mark('could-not-run', 'Not tested here'), ': it takes run logs.']
        : [verdict, ': ', sentenceOf(entry.reason)]
    case 'not-in-profile':
      return [verdict, `: it is judged at ${entry.expectedFor.join(', ')} alone.`]
    default:
      return entry satisfies never
  }
}

/** What was measured, on how much, and how far the budget is from the source's. */
function factsLine(entry: ReportClaim, report: Report): Line {
  if (entry.kind !== 'judged')
    return ['What helps: ', entry.kind === 'could-not-run' ? entry.remedy : 'another profile']
  const effect = effectOf(entry.claim, entry.judgement)
  const words = effectText(effect)
  return [words !== '' && ['Effect ', words, '. '], effect.n !== null && `n = ${effect.n}. `, budgetLine(entry, report)]
}

function budgetLine({ claim, judgement }: JudgedClaim, { experiments, profile, claims }: Report): string {
  if (isFromElsewhere(claim, judgement)) return 'Budget: that of the logs.'
  const parts = partsOf(claim)
  if (parts.length > 0) {
    const ids = new Set(parts)
    const made = claims.filter((entry) => ids.has(entry.claim.id))
    const budgets = new Set(made.map((entry) => departureOf(entry.claim, experiments, profile)))
    const [shared] = budgets
    const whose = `that of the ${formatCount(parts.length, 'claim')} that it is made of`
    return budgets.size === 1 && shared != null ? `Budget, ${whose}: ${sentenceOf(shared)}` : `Budget: ${whose}.`
  }
  const experiment = experimentOf(claim, experiments)
  if (experiment === null) return 'Budget: none, it is computed.'
  const departs = departure(experiment, profile)
  return departs === null ? 'Budget: no departure from the source is stated.' : `Budget: ${sentenceOf(departs)}`
}

/** null where none is stated, or nothing is run. */
function departureOf(claim: Claim, experiments: Report['experiments'], profile: Report['profile']): string | null {
  const experiment = experimentOf(claim, experiments)
  return experiment === null ? null : departure(experiment, profile)
}

function experimentOf({ experiment }: Claim, experiments: Report['experiments']) {
  return experiment === null ? null : (experiments[experiment] ?? null)
}

/** How many other claims there are of a source, and where. */
function othersLine({ supporting, checks }: RankedSource, links: Links | null): Block | null {
  const counts = [
    ...(supporting.length > 0 ? [formatCount(supporting.length, 'supporting claim')] : []),
    ...(checks.length > 0 ? [formatCount(checks.length, 'check')] : [])
  ].join(' and ')
  if (counts === '') return null
  return paragraph(links === null ? `${counts} below.` : link('claims', counts), 'others')
}
