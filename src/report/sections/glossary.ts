import { type Line, list, type Section, strong } from '../../document/document'

/** What the words of a report mean, for a reader who has two minutes. */
export function glossary(): Section {
  return { anchor: 'glossary', title: 'What the words mean', blocks: [list(TERMS.map(termLine))] }
}

function termLine([term, meaning]: readonly [string, string]): Line {
  return [strong(`${term}.`), ' ', meaning]
}

const TERMS: readonly (readonly [string, string])[] = [
  [
    'Headline, supporting, check',
    "A source's main sentences; what bears them out; arithmetic and the like. It decides nothing."
  ],
  ['Holds (reproduced)', 'The evidence shows what the source says, by the margin or more.'],
  ['Does not hold (refuted)', 'The evidence shows that it is not so. "Not significant" is never refuted.'],
  [
    'By less than the margin',
    'The direction is as claimed, the size too small to matter: neither reproduced nor refuted.'
  ],
  ['Undecided (inconclusive)', 'The evidence allows both. More seeds may decide.'],
  ['Not measured', 'Too few runs to decide anything.'],
  ['Could not run', 'Something was missing or broke. It says nothing of the claim.'],
  ['Margin', 'The smallest difference that matters, stated before the first run.'],
  ['Pair', 'Two runs that share their seeds, one of each arm. It is the unit that is counted.'],
  ['Effect', "What was measured: for two arms, how far the treatment's value is from the control's."],
  ['Interval', 'Where the effect may lie. Its level is 95 %, or higher where several claims share one error rate.'],
  [
    'p',
    'How surprising the data are if the truth lies at the margin. It is not a test of zero unless the margin is zero.'
  ],
  ['Family', 'Claims of one source and experiment, which share one error rate.'],
  ['Profile, budget', 'How much of the source’s protocol was run: quick, standard, or paper.'],
  ['Expected', 'What a claim was expected to come to, stated in its file. It does not say who is right.'],
  ['Preregistered, exploratory', 'Frozen before its first run; or not, so that it may have been chosen to fit.']
]
