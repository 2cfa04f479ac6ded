import type { ExamplesByKind } from '../../../contract/kindContract'
import { pairs } from '../../report/evidence'
import { comparison as hypothesis } from '../builders'

const part = (location: number, sd = 0.01, n = 10) => ({
  hypothesis,
  evidence: pairs(`part ${location} ${sd} ${n}`, location, sd, { n })
})
const lower = part(-0.1)
const whole = (name: string, ...parts: ReturnType<typeof part>[]) => {
  const named = Object.fromEntries(parts.map((each, index) => [`part/${name}-${index}`, each]))
  return { hypothesis: { kind: 'all-of', claims: Object.keys(named) } as const, evidence: null, parts: named }
}

export const examples: ExamplesByKind<'all-of'> = {
  'all-of': [
    ['reproduced', whole('holds', lower, lower)],
    ['below-margin', whole('short', lower, part(-0.005, 0.002))],
    ['refuted (member-refuted)', whole('fails', lower, part(0.1))],
    ['inconclusive', whole('open', lower, part(0, 0.1))],
    ['inconclusive (member-below-margin)', whole('partly', part(-0.005, 0.002), part(0, 0.1))],
    ['not-evaluable (no-data)', whole('empty', lower, part(-0.1, 0.01, 0))]
  ]
}
