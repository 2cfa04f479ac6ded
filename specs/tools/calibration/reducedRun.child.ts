import { ERROR_SHAPES, type ErrorShape } from '../../../tools/calibration/errorShapes'
import { familyEffects, familyRules, familyTrial } from '../../../tools/calibration/familyRules'
import { type PairedRule, pairedRules } from '../../../tools/calibration/pairedRules'
import { pairedTrial } from '../../../tools/calibration/pairedTrial'
import { NULL_SHARE, shareRules, shareTrial } from '../../../tools/calibration/shareRules'
import { simulate } from '../../../tools/calibration/simulate'
import { TRIAL_SETS } from '../../../tools/calibration/trialSets'
import type { Cell, Trial } from '../../../tools/calibration/types'
import { WORLDS } from '../../../tools/calibration/worlds'
import { MUTANTS, SOUND_DETOUR } from './mutants'

/** What the reduced run prints, as JSON. */
export interface ReducedRun {
  /** Every rule where its assumption holds, on the boundary that it tests; equivalence beyond both margins too. */
  readonly sound: readonly Cell[]
  /** Every rule on pairs where it should decide, normal errors. */
  readonly power: readonly Cell[]
  readonly mutants: Readonly<Record<string, Cell>>
  readonly detour: Cell
}

/** Rules that search at every look, or look at every pair, and how many studies they get. */
const COSTLY = [
  ['sign-flip', 80],
  ['betting', 100],
  ['mixture-t', 400]
] as const

/** Of a set with a table of its own, of which a dear cell takes a share. */
const REDUCED_STUDIES = 100

/** 2 standard deviations from the margin, on the sides that the kind tells apart; equivalence in the middle. */
const POWER_AT = { lower: [2], 'not-lower': [2, -2], equivalent: [0] } as const

/** The tests of `not-lower` are those of `lower`: one shape shows that its outcomes stand for the right ones. */
function shapesFor({ decides, holdsUnder }: PairedRule): ErrorShape[] {
  return decides === 'not-lower' ? ['normal'] : ERROR_SHAPES.filter(holdsUnder)
}

function reducedRun(): ReducedRun {
  const run = ({ trial, studies }: { readonly trial: Trial; readonly studies: number }) => simulate(trial, studies)
  const studiesOf = (rule: string) => COSTLY.find(([name]) => rule.includes(name))?.[1] ?? 1000
  const paired = pairedRules().flatMap((rule) =>
    shapesFor(rule).flatMap((shape) =>
      WORLDS[rule.decides].boundary.map((effect) => ({
        trial: pairedTrial(rule, shape, effect),
        studies: studiesOf(rule.id)
      }))
    )
  )
  const beyond = pairedRules()
    .filter(({ decides }) => decides === 'equivalent')
    .flatMap((rule) => [-2, 2].map((effect) => ({ trial: pairedTrial(rule, 'normal', effect), studies: 100 })))
  const shares = shareRules().map((rule) => ({ trial: shareTrial(rule, NULL_SHARE), studies: 1000 }))
  const [fixed] = familyRules()
  const families = [0, 2].map((numTrue) => ({ trial: familyTrial(fixed!, familyEffects(numTrue)), studies: 120 }))
  const others = TRIAL_SETS.map((set) => set())
    .filter(({ section }) => section !== null)
    .flatMap((set) => set.trials(REDUCED_STUDIES))
    .filter(({ trial }) => trial.promised)
  return {
    sound: [...paired, ...beyond, ...shares, ...families, ...others].map(run),
    power: pairedRules().flatMap((rule) =>
      POWER_AT[rule.decides].map((effect) => simulate(pairedTrial(rule, 'normal', effect), 50))
    ),
    mutants: Object.fromEntries(Object.entries(MUTANTS).map(([name, mutant]) => [name, run(mutant)])),
    detour: run(SOUND_DETOUR)
  }
}

// A process of its own, since Jest runs its tests in a context in which arithmetic is ten times slower.
process.stdout.write(JSON.stringify(reducedRun()))
