import { bestOfSet } from './bestOfRules'
import { familySet } from './familyRules'
import { guardSet } from './guardRules'
import { imageSet } from './imageRules'
import { marginSet } from './marginRules'
import { matchSet } from './matchRules'
import { outsideSet } from './outsideRules'
import { pairedSet } from './pairedTrial'
import { rangeSet } from './rangeRules'
import { scatterSet } from './scatterRules'
import { selectionSet } from './selectionRules'
import { shareSet } from './shareRules'
import { spreadSet } from './spreadRules'
import { taskSet } from './taskRules'
import { tradeOffSet } from './tradeOffRules'
import { trendSet } from './trendRules'
import type { TrialSet } from './types'

/** All that is simulated, in the order of the report: a new set of cells is a file, and its line here. */
export const TRIAL_SETS: readonly (() => TrialSet)[] = [
  pairedSet, //
  shareSet,
  familySet,
  scatterSet,
  imageSet,
  marginSet,
  selectionSet,
  guardSet,
  outsideSet,
  matchSet,
  spreadSet,
  rangeSet,
  bestOfSet,
  tradeOffSet,
  trendSet,
  taskSet
]
