import { plainLine, shorten } from '../escape'
import { claimFigures } from '../figures/claimFigures'
import { lossCurves } from '../figures/lossCurves'
import { listedOutcome } from '../listedOutcome'
import { claimParts, statementWords } from '../markdown/claimSection'
import type { RunsByKey } from '../markdown/evidenceTable'
import { couldNotRunItem } from '../markdown/renderMarkdown'
import type { CouldNotRunClaim, JudgedClaim, NotInProfileClaim, Report, ReportClaim } from '../types'
import { registeredWords, statusWords } from '../words'
import type { Assumptions } from './assumptions'
import type { PageFigures } from './figureBlock'
import { fromMarkdown } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'
import { outcomeMark } from './outcomeMark'
import { trajectoryAnchor } from './trajectorySection'

/** What the sections of a page have in common. */
export interface PageContext {
  readonly report: Report
  readonly runs: RunsByKey
  readonly figures: PageFigures
  readonly assumptions: Assumptions
  /** Id of the element of each claim. */
  readonly anchors: ReadonlyMap<string, string>
  /** Curves that were drawn, with the claim under which they stand: claims on the same runs share them. */
  readonly drawnCurves: Map<string, string>
}

/** All that a page says of one claim. */
export async function claimArticle(entry: ReportClaim, number: number, context: PageContext): Promise<Html> {
  const body = await bodyOf(entry, number, context)
  const registered = registeredWords(entry)
  return html`<article class="claim" id="${context.anchors.get(entry.claim.id)!}">
<header><h3><span class="no">${number}.</span> ${shorten(plainLine(entry.claim.id), 100)}</h3><p class="verdict-line">${outcomeMark(listedOutcome(entry), statusWords(entry))}${registered === '–' ? NOTHING : html` <span class="registered">${registered}</span>`}</p></header>
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
      return otherProfileBody(entry)
    default:
      return entry satisfies never
  }
}

async function judgedBody(entry: JudgedClaim, number: number, context: PageContext): Promise<Content> {
  const parts = claimParts(entry, context.report, context.runs)
  const figures: Html[] = []
  const trajectory = trajectoryOf(entry, context)
  if (trajectory !== null) figures.push(trajectory)
  else for (const figure of claimFigures(entry, `claim-${number}`)) figures.push(await context.figures.block(figure))
  return [
    fromMarkdown(parts.statement),
    html`<div class="verdict ${listedOutcome(entry)}">${fromMarkdown(parts.verdict)}</div>`,
    html`<div class="figures">${figures}${await curvesOf(entry, number, context)}</div>`,
    fromMarkdown(parts.warnings),
    fromMarkdown(parts.rule),
    fromMarkdown(parts.departure),
    fold('Every sample', parts.measured),
    fold('The numbers: what decided, the variance report, what stands beside', parts.analysis),
    context.assumptions.linksOf(entry.claim),
    fromMarkdown(parts.registered),
    fromMarkdown(parts.preregistration),
    html`<div class="command">${fromMarkdown(parts.repeat)}</div>`
  ]
}

/** How a deterministic problem went shows more than where it ended: a link to it, where the report has it. */
function trajectoryOf({ claim, judgement }: JudgedClaim, { report }: PageContext): Html | null {
  if (judgement.evidence.kind !== 'grid' || claim.experiment === null) return null
  const anchor = trajectoryAnchor(report, claim.experiment)
  if (anchor === null) return null
  return html`<p class="faint">How x and the average regret went is shown under <a href="#${anchor}">the trajectories of ${shorten(plainLine(claim.experiment), 100)}</a>.</p>`
}

/** Part of a claim that is opened on demand, and in print; it keeps what the rest does not need to be understood. */
function fold(title: string, markdown: string): Html {
  if (markdown === '') return NOTHING
  return html`<details><summary>${title}</summary>${fromMarkdown(markdown)}</details>\n`
}

async function curvesOf({ claim, judgement }: JudgedClaim, number: number, context: PageContext): Promise<Html> {
  const { evidence } = judgement
  if (evidence.kind !== 'paired') return NOTHING
  const figure = lossCurves(evidence, context.runs, `claim-${number}`)
  if (figure === null) return NOTHING
  const elsewhere = context.drawnCurves.get(figure.csv)
  if (elsewhere !== undefined) {
    return html`<p class="faint">The loss curves of these runs stand under <a href="#${context.anchors.get(elsewhere)!}">${shorten(plainLine(elsewhere), 100)}</a>.</p>`
  }
  context.drawnCurves.set(figure.csv, claim.id)
  return context.figures.block(figure)
}

/** Without the heading, which every claim has. */
function notRunBody(entry: CouldNotRunClaim, number: number): Content {
  return fromMarkdown(couldNotRunItem(entry, number).replace(/^### .*\n\n/, ''))
}

function otherProfileBody({ claim, registeredFor }: NotInProfileClaim): Content {
  return [
    fromMarkdown(statementWords(claim)),
    html`<p>Not part of this profile: registered for ${registeredFor.join(', ')}.</p>`
  ]
}
