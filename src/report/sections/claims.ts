import {
  type Block,
  type Blocks,
  blocksOf,
  type ContentsEntry,
  codeText,
  details,
  figureBlock,
  heading,
  joined,
  type Line,
  link,
  mark,
  paragraph,
  type Section,
  small,
  strong,
  words
} from '../../document/document'
import { type Claim, rankOf, showOf } from '../../kinds'
import { isPaired } from '../../kinds/comparison/isPaired'
import { plainLine } from '../../text/escape'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../data/listedOutcome'
import { rankedSources, supportedHeadlines } from '../data/ranked'
import { standingOf } from '../data/standing'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { claimFigures } from '../figures/claimFigures'
import { lossCurves } from '../figures/lossCurves'
import { expectedWords, OUTCOME_VERBS, statusWords } from '../words'
import {
  armsBlock,
  expectedBlock,
  judgedBlocks,
  passageLine,
  preregistrationBlocks,
  repeatBlock,
  ruleBlock,
  verdictLine,
  warningBlocks
} from './claim'
import { checkColumns, claimTable } from './claimTable'
import { type Context, claimName, claimNumbers, type Links, nameOf } from './context'
import { couldNotRunBlocks } from './notRun'
import { SharedParts } from './sharedParts'
import { contenderReport, tuningReport } from './tuning'

/** Claim by claim: in a text those that were judged, in a page all. */
export function claims(context: Context): Section | null {
  const { report, runs, links } = context
  const blocks =
    links === null
      ? report.claims.flatMap((entry, index) =>
          entry.kind === 'judged' ? [partOf(entry, index + 1, textWords(entry), judgedBlocks(entry, report, runs))] : []
        )
      : pageBlocks(context, links)
  if (blocks.length === 0) return null
  return {
    anchor: 'claims',
    title: 'Claim by claim',
    isOpen: true,
    blocks,
    entries: links === null ? [] : entriesOf(report, links)
  }
}

/** A reader of a text looks a claim up by its id, one of a page reads its sentence; the exact outcome stands in the table. */
function textWords(entry: ReportClaim): PartWords {
  return { id: entry.claim.id, title: claimName(entry.claim), outcome: statusWords(entry) }
}

function pageWords(entry: ReportClaim, { claims: anchors }: Links): PartWords {
  const { id, statement } = entry.claim
  const outcome = OUTCOME_VERBS[listedOutcome(entry)]
  return {
    id: anchors.get(id)!,
    title: plainLine(statement),
    outcome: isProvisional(entry) ? `${outcome}, provisional` : outcome
  }
}

function isProvisional(entry: ReportClaim): boolean {
  return entry.kind === 'judged' && entry.judgement.provisional
}

interface PartWords {
  readonly id: string
  readonly title: string
  readonly outcome: string
}

function partOf(entry: ReportClaim, number: number, words: PartWords, blocks: readonly Block[]): Block {
  const { id, title, outcome } = words
  const expected = entry.kind === 'judged' && small(expectedWords(entry))
  const status = [mark(listedOutcome(entry), outcome), ...(expected === false ? [] : [expected])]
  return { kind: 'part', id, number, title, status, facets: facetsOf(entry), blocks }
}

/** By which a page's reader filters. */
type Facets = Readonly<Record<'source' | 'outcome' | 'kind' | 'rank', string>>

function facetsOf(entry: ReportClaim): Facets {
  const { source, hypothesis } = entry.claim
  return {
    source: nameOf(source.key),
    outcome: listedOutcome(entry),
    kind: hypothesis.kind,
    rank: rankOf(entry.claim)
  }
}

/** The sources; in a page its script names the claims of each, by their own headings. */
function entriesOf({ claims }: Report, { sources }: Links): ContentsEntry[] {
  return rankedSources(claims).map(({ key }) => ({ anchor: sources.get(key)!, title: nameOf(key) }))
}

// ------------------------------------------------------------------------------------------ in a page

/** By source: what leads, what bears it out folded away, and the checks of all of them in one table. */
function pageBlocks(context: Context, links: Links): Block[] {
  const { report } = context
  const parts = pageParts(context, links)
  const partsOf = (entries: readonly ReportClaim[]) => entries.map(({ claim }) => parts.get(claim.id)!)
  const sources = rankedSources(report.claims)
  const checks = sources.flatMap((source) => source.checks)
  return blocksOf([
    sources.map(({ key, leading, supporting }) => [
      heading(3, nameOf(key)),
      partsOf(leading),
      supporting.length > 0 && details(formatCount(supporting.length, 'supporting claim'), partsOf(supporting))
    ]),
    checks.length > 0 && [
      heading(3, 'Checks'),
      paragraph('What the sources rest on, computed or looked up: nothing is trained for most of it.'),
      claimTable(checks, checkColumns(links, claimNumbers(report.claims)), 'sortable checks'),
      details(`${formatCount(checks.length, 'check')}, each with what it rests on`, partsOf(checks))
    ]
  ])
}

/** Of a source with more claims than this, claims stand on several pages, so many on each. */
const CLAIMS_ON_A_PAGE = 50

/** The claims as pages by source, each of a length that a browser and a reader take. */
export interface ClaimPage {
  readonly source: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export function claimPages(context: Context & { readonly links: Links }): ClaimPage[] {
  const parts = pageParts(context, context.links)
  return rankedSources(context.report.claims).flatMap(({ key, leading, supporting, checks }): ClaimPage[] => {
    const entries = [...leading, ...supporting, ...checks]
    const count = Math.ceil(entries.length / CLAIMS_ON_A_PAGE)
    const name = nameOf(key)
    return Array.from({ length: count }, (_, index) => {
      const shown = entries.slice(index * CLAIMS_ON_A_PAGE, (index + 1) * CLAIMS_ON_A_PAGE)
      const title = count === 1 ? `Claims of ${name}` : `Claims of ${name}, part ${index + 1} of ${count}`
      return { source: key, title, blocks: shown.map(({ claim }) => parts.get(claim.id)!) }
    })
  })
}

/** What a reader finds a claim by, in the order of the report. */
export function searchedClaims({ report, links }: Context & { readonly links: Links }): SearchedClaim[] {
  return report.claims.map((entry) => {
    const { id, source } = entry.claim
    return {
      id: links.claims.get(id)!,
      text: plainLine([id, source.locator, source.quote ?? source.paraphrase ?? ''].join(' ')),
      ...facetsOf(entry)
    }
  })
}

interface SearchedClaim extends Facets {
  readonly id: string
  readonly text: string
}

/** By claim id, in the order of the report, by which what claims have in common stands with the first of them. */
function pageParts(context: Context, links: Links): ReadonlyMap<string, Block> {
  const shared = new SharedParts(links.claims)
  const headlines = supportedHeadlines(context.report.claims)
  return new Map(
    context.report.claims.map((entry, index) => {
      const { id } = entry.claim
      const blocks = blocksOf([
        supportsLine(headlines.get(id) ?? [], links),
        bodyOf(entry, index + 1, context, links, shared)
      ])
      return [id, partOf(entry, index + 1, pageWords(entry, links), blocks)]
    })
  )
}

/** Which headlines a claim bears out. */
function supportsLine(headlines: readonly string[], links: Links): Block | null {
  if (headlines.length === 0) return null
  const named = headlines.map((id) => link(links.claims.get(id)!, claimName({ id })))
  return paragraph([strong('Supports:'), ' ', joined(named, ', '), '.'])
}

function bodyOf(entry: ReportClaim, number: number, context: Context, links: Links, shared: SharedParts): Blocks {
  switch (entry.kind) {
    case 'judged':
      return judgedBody(entry, number, context, links, shared)
    case 'could-not-run':
      return couldNotRunBlocks(entry, statementOf(entry.claim, links))
    case 'not-in-profile':
      return [
        statementOf(entry.claim, links),
        paragraph(`Not part of this profile: expected for ${entry.expectedFor.join(', ')}.`)
      ]
    default:
      return entry satisfies never
  }
}

function judgedBody(entry: JudgedClaim, number: number, context: Context, links: Links, shared: SharedParts): Blocks {
  const { claim, judgement } = entry
  const { report, runs } = context
  const trajectory = trajectoryOf(entry, links)
  const once = (what: unknown, sentence: string, blocks: Blocks) =>
    shared.elsewhere(JSON.stringify(what), claim.id, sentence) ?? blocks
  const tuning = tuningReport(entry)
  return [
    statementOf(claim, links),
    paragraph(verdictLine(entry), `verdict ${listedOutcome(entry)}`),
    trajectory ?? claimFigures(entry, `claim-${number}`).map(figureBlock),
    curvesOf(entry, number, context, shared),
    warningBlocks(judgement.analysis),
    ruleBlock(entry),
    contenderReport(entry),
    details(
      'Every sample and every number',
      once(judgement.evidence, 'The samples are those', showOf(claim).samples(entry, runs)),
      showOf(claim).numbers(entry),
      tuning.length > 0 && once([claim.experiment, tuning], 'The tuning is that', tuning)
    ),
    armsOf(claim, report),
    protocolOf(claim, report, links),
    // The heading says so where it is as expected.
    expectedBlock(entry, report.profile, standingOf(entry) !== 'as-expected'),
    preregistrationBlocks(entry.registration),
    repeatBlock(entry)
  ]
}

/** Where a claim comes from: its sentence is the heading, the whole citation stands with its source on the first screen. */
function statementOf({ id, source }: Claim, { sources }: Links): Block[] {
  const name = link(sources.get(source.key)!, nameOf(source.key))
  return [
    paragraph(words`${strong('Claim')} ${codeText(claimName({ id }))}, ${name}. ${passageLine(source)}`, 'passage')
  ]
}

function armsOf(claim: Claim, { experiments }: Report): Block | false {
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  return experiment !== undefined && armsBlock(claim, experiment)
}

/** What the source did and how the profile departs from it stands with the experiment, which many claims share. */
function protocolOf(claim: Claim, report: Report, { assumptions, experiments }: Links): Blocks {
  const anchor = claim.experiment === null ? undefined : experiments.get(claim.experiment)
  const assumed = assumptions.linksOfClaim(claim)
  const what = `the source's, how profile ${report.profile} departs from it, and what is assumed`
  const protocol: Line = anchor !== undefined && words`${strong('Protocol:')} ${link(anchor, what)}.`
  return (protocol !== false || assumed !== null) && paragraph([protocol, assumed])
}

/** How a deterministic problem went shows more than where it ended: a link to it, where the report has it. */
function trajectoryOf({ claim, judgement }: JudgedClaim, links: Links): Block | null {
  if (claim.experiment === null || showOf(claim).isTrajectory?.(judgement.evidence) !== true) return null
  const anchor = links.trajectories.get(claim.experiment)
  return anchor === undefined ? null : paragraph([link(anchor, 'How x and the average regret went'), '.'])
}

function curvesOf({ claim, judgement }: JudgedClaim, number: number, { runs }: Context, shared: SharedParts): Blocks {
  const { evidence } = judgement
  if (!isPaired(evidence)) return null
  const figure = lossCurves(evidence, runs, `claim-${number}`)
  if (figure === null) return null
  const keys = evidence.pairs.map(({ control, treatment }) => [control.runKey, treatment.runKey])
  return (
    shared.elsewhere(`curves ${JSON.stringify(keys)}`, claim.id, 'The loss curves are those') ?? figureBlock(figure)
  )
}
