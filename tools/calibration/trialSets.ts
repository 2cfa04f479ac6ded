import { familySet } from './familyRules'
import { guardSet } from './guardRules'
import { imageSet } from './imageRules'
import { marginSet } from './marginRules'
import { outsideSet } from './outsideRules'
import { pairedSet } from './pairedTrial'
import { scatterSet } from './scatterRules'
import { selectionSet } from './selectionRules'
import { shareSet } from './shareRules'
import { taskSet } from './taskRules'
import { tradeOffSet } from './tradeOffRules'
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
  tradeOffSet,
  taskSet
]
