import type { Section } from '../../document/document'
import { allClaims } from './allClaims'
import { assumptions } from './assumptions'
import { audits } from './audit'
import { calibration } from './calibration'
import { claims } from './claims'
import type { Context, SectionOf } from './context'
import { environment } from './environment'
import { errors } from './errors'
import { experiments } from './experiments'
import { glossary } from './glossary'
import { method } from './method'
import { couldNotRun, notInProfile } from './notRun'
import { questions } from './questions'
import { repeat } from './repeat'
import { studies } from './sensitivity'
import { sourceFigures } from './sourceFigures'
import { trajectories } from './trajectories'

/** The sections of a report, in the order of a text. */
export const SECTIONS: readonly SectionOf[] = [
  allClaims,
  sourceFigures,
  claims,
  questions,
  couldNotRun,
  notInProfile,
  trajectories,
  experiments,
  assumptions,
  studies,
  calibration,
  errors,
  environment,
  audits,
  method,
  glossary,
  repeat
]

/** In a page what claims link to stands right behind them, and the method before the machines. */
const PAGE_ORDER: readonly SectionOf[] = [
  claims,
  allClaims,
  sourceFigures,
  experiments,
  assumptions,
  trajectories,
  questions,
  studies,
  calibration,
  errors,
  method,
  environment,
  audits
]

/** The sections that have something to say. */
export function sectionsOf(context: Context): Section[] {
  return ordered(context).flatMap((section) => section(context) ?? [])
}

function ordered({ links }: Context): readonly SectionOf[] {
  if (links === null) return SECTIONS
  const places = SECTIONS.filter((section) => PAGE_ORDER.includes(section))
  return SECTIONS.map((section) => PAGE_ORDER[places.indexOf(section)] ?? section)
}
