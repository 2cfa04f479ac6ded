import { codeText, paragraph } from '../../document/document'
import { agreeingRound } from '../../text/agreeingRound'
import { formatNumber } from '../../text/format'
import type { Show } from '../show'
import type { ArithmeticTypes } from './types'

export const arithmeticShow: Show<ArithmeticTypes> = {
  rule: ({ claim: { hypothesis } }) => {
    const { low, high } = hypothesis
    return `The value has to lie in the range of ${formatNumber(low)} to ${formatNumber(high)}. Nothing was run, and there is no p value.`
  },
  effect: (_, { value, low, high }) => ({
    unit: 'value',
    value,
    interval: null,
    n: null,
    words: (digits) => agreeingRound(value, [low, high], digits)
  }),
  samples: ({ judgement: { evidence } }) =>
    paragraph([codeText(evidence.expression), ` = ${formatNumber(evidence.value, 15)}`]),
  numbers: () => null
}
