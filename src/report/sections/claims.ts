import {
  type Block,
  type Blocks,
  blocksOf,
  type ContentsEntry,
  details,
  figureBlock,
  heading,
  joined,
  type Line,
  link,
  mark,
  paragraph,
  quote,
  type Section,
  small,
  strong,
  words
} from '../../document/document'
import { type Claim, rankOf, showOf } from '../../kinds'
import { isPaired } from '../../kinds/comparison/isPaired'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../data/listedOutcome'
import { rankedSources, supportedHeadlines } from '../data/ranked'
import { standingOf } from '../data/standing'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { claimFigures } from '../figures/claimFigures'
import { lossCurves } from '../figures/lossCurves'
import { expectedWords, statusWords } from '../words'
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
          entry.kind === 'judged' ? [partOf(entry, index + 1, entry.claim.id, judgedBlocks(entry, report, runs))] : []
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

function partOf(entry: ReportClaim, number: number, id: string, blocks: readonly Block[]): Block {
  const expected = entry.kind === 'judged' && small(expectedWords(entry))
  const status = [mark(listedOutcome(entry), statusWords(entry)), ...(expected === false ? [] : [expected])]
  return { kind: 'part', id, number, title: claimName(entry.claim), status, facets: facetsOf(entry), blocks }
}

/** By which a page's reader filters. */
function facetsOf(entry: ReportClaim): Readonly<Record<string, string>> {
  const { source, hypothesis } = entry.claim
  return {
    source: nameOf(source.key),
    outcome: listedOutcome(entry),
    kind: hypothesis.kind,
    rank: rankOf(entry.claim)
  }
}

/** By source; what stands before the slash names the source again. */
function entriesOf({ claims }: Report, { claims: anchors, sources }: Links): ContentsEntry[] {
  const numbers = claimNumbers(claims)
  return rankedSources(claims).map(({ key, leading, supporting, checks }) => ({
    anchor: sources.get(key)!,
    title: nameOf(key),
    entries: [...leading, ...supporting, ...checks].map((entry): ContentsEntry => {
      const { id } = entry.claim
      const title = [mark(listedOutcome(entry)), `${numbers.get(id)!}. ${nameOf(id.slice(id.indexOf('/') + 1))}`]
      return { anchor: anchors.get(id)!, title }
    })
  }))
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
      return [id, partOf(entry, index + 1, links.claims.get(id)!, blocks)]
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
      return couldNotRunBlocks(entry)
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

/** The claim and where it comes from; the whole citation stands with its source on the first screen. */
function statementOf({ statement, source }: Claim, { sources }: Links): Block[] {
  const name = link(sources.get(source.key)!, nameOf(source.key))
  return [quote(statement), paragraph(words`${strong('Source.')} ${name}. ${passageLine(source)}`)]
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
