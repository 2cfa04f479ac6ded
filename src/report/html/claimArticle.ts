import type { Claim } from '../../kinds'
import { plainLine, shorten } from '../../text/escape'
import { claimFigures } from '../figures/claimFigures'
import { lossCurves } from '../figures/lossCurves'
import { listedOutcome } from '../listedOutcome'
import { claimParts, passageWords, registeredOutcomeWords, verdictSentence } from '../markdown/claimSection'
import type { RunsByKey } from '../markdown/evidenceTable'
import { couldNotRunItem } from '../markdown/renderMarkdown'
import type { CouldNotRunClaim, JudgedClaim, NotInProfileClaim, Report, ReportClaim } from '../types'
import { registeredWords, statusWords } from '../words'
import type { Assumptions } from './assumptions'
import { experimentAnchor } from './experimentSection'
import type { PageFigures } from './figureBlock'
import { fromMarkdown, inline } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'
import { outcomeMark } from './outcomeMark'
import type { SharedParts } from './sharedParts'
import { trajectoryAnchor } from './trajectorySection'

/** What the sections of a page have in common. */
export interface PageContext {
  readonly report: Report
  readonly runs: RunsByKey
  readonly figures: PageFigures
  readonly assumptions: Assumptions
  /** Id of the element of each claim. */
  readonly anchors: ReadonlyMap<string, string>
  /** Id of the element of each source. */
  readonly sources: ReadonlyMap<string, string>
  readonly shared: SharedParts
}

/** All that a page says of one claim. */
export async function claimArticle(entry: ReportClaim, number: number, context: PageContext): Promise<Html> {
  const body = await bodyOf(entry, number, context)
  const registered = registeredWords(entry)
  return html`<article class="claim" id="${context.anchors.get(entry.claim.id)!}">
<header><h3><i>${number}.</i> ${shorten(plainLine(entry.claim.id), 100)}</h3><p>${outcomeMark(listedOutcome(entry), statusWords(entry))}${registered === '–' ? NOTHING : html` <small>${registered}</small>`}</p></header>
${body}
</article>\n`
}

async function bodyOf(entry: ReportClaim, number: number, context: PageContext): Promise<Content> {
  switch (entry.kind) {
    case 'judged':
      return judgedBody(entry, number, context)
    case 'could-not-run':
      return notRunBody(entry, number)
    case 'not-in-profile':
      return otherProfileBody(entry, context)
    default:
      return entry satisfies never
  }
}

async function judgedBody(entry: JudgedClaim, number: number, context: PageContext): Promise<Content> {
  const { claim, judgement } = entry
  const parts = claimParts(entry, context.report, context.runs)
  const figures: Html[] = []
  const trajectory = trajectoryOf(entry, context)
  if (trajectory !== null) figures.push(trajectory)
  else for (const figure of claimFigures(entry, `claim-${number}`)) figures.push(await context.figures.block(figure))
  // The heading says so.
  const asRegistered = registeredWords(entry) === 'as registered'
  const samples = context.shared.elsewhere(JSON.stringify(judgement.evidence), claim.id, 'The samples are those')
  const tuned = `${claim.experiment} ${parts.tuning}`
  const tuning = parts.tuning === '' ? null : context.shared.elsewhere(tuned, claim.id, 'The tuning is that')
  return [
    statementOf(claim, context),
    html`<p class="verdict ${listedOutcome(entry)}">${inline(verdictSentence(entry))}</p>`,
    figures,
    await curvesOf(entry, number, context),
    fromMarkdown(parts.warnings),
    fromMarkdown(parts.rule),
    html`<details><summary>Every sample and every number</summary>${samples ?? fromMarkdown(parts.measured)}${fromMarkdown(parts.analysis)}${tuning ?? fromMarkdown(parts.tuning)}</details>\n`,
    protocolOf(claim, context),
    fromMarkdown(asRegistered ? registeredOutcomeWords(entry, context.report.profile) : parts.registered),
    fromMarkdown(parts.preregistration),
    html`<p class=command>${inline(parts.repeat)}</p>`
  ]
}

/** The claim and where it comes from; the whole citation stands with its source on the first screen. */
function statementOf({ statement, source }: Claim, { sources }: PageContext): Html {
  return html`<blockquote><p>${statement}</p></blockquote><p><b>Source.</b> <a href="#${sources.get(source.key)!}">${shorten(plainLine(source.key), 60)}</a>. ${inline(passageWords(source))}</p>`
}

/** What the source did and how the profile departs from it stands with the experiment, which many claims share. */
function protocolOf(claim: Claim, { report, assumptions }: PageContext): Html {
  const anchor = claim.experiment === null ? null : experimentAnchor(report, claim.experiment)
  const links = assumptions.linksOfClaim(claim)
  const protocol =
    anchor === null
      ? NOTHING
      : html`<b>Protocol:</b> <a href="#${anchor}">the source's, how profile ${report.profile} departs from it, and what is assumed</a>.`
  return protocol === NOTHING && links === NOTHING ? NOTHING : html`<p>${protocol}${links}</p>`
}

/** How a deterministic problem went shows more than where it ended: a link to it, where the report has it. */
function trajectoryOf({ claim, judgement }: JudgedClaim, { report }: PageContext): Html | null {
  if (judgement.evidence.kind !== 'grid' || claim.experiment === null) return null
  const anchor = trajectoryAnchor(report, claim.experiment)
  if (anchor === null) return null
  return html`<p><a href="#${anchor}">How x and the average regret went</a>.</p>`
}

async function curvesOf({ claim, judgement }: JudgedClaim, number: number, context: PageContext): Promise<Html> {
  const { evidence } = judgement
  if (evidence.kind !== 'paired') return NOTHING
  const figure = lossCurves(evidence, context.runs, `claim-${number}`)
  if (figure === null) return NOTHING
  const curves = `curves ${JSON.stringify(evidence.pairs.map(({ control, treatment }) => [control.runKey, treatment.runKey]))}`
  const elsewhere = context.shared.elsewhere(curves, claim.id, 'The loss curves are those')
  return elsewhere ?? (await context.figures.block(figure))
}

/** Without the heading, which every claim has. */
function notRunBody(entry: CouldNotRunClaim, number: number): Content {
  return fromMarkdown(couldNotRunItem(entry, number).replace(/^### .*\n\n/, ''))
}

function otherProfileBody({ claim, registeredFor }: NotInProfileClaim, context: PageContext): Content {
  return [
    statementOf(claim, context),
    html`<p>Not part of this profile: registered for ${registeredFor.join(', ')}.</p>`
  ]
}
