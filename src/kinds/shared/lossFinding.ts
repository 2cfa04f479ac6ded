/** In the order in which they are counted. */
export const LOSS_FINDINGS = [
  'lower',
  'lower by less than the margin',
  'higher',
  'higher by less than the margin',
  'not lower',
  'not higher',
  'alike',
  'undecided'
] as const

/** Where the treatment's loss ends against the control's. */
export type LossFinding = (typeof LOSS_FINDINGS)[number]
