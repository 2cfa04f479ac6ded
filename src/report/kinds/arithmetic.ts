import { type Block, codeText, type Line, paragraph } from '../../document/document'
import type { ArithmeticEvidence, ArithmeticHypothesis } from '../../kinds/arithmetic/types'
import { formatNumber } from '../../text/format'

export function arithmeticSamples({ expression, value }: ArithmeticEvidence): Block {
  return paragraph([codeText(expression), ` = ${formatNumber(value, 15)}`])
}

export function arithmeticRule({ low, high }: ArithmeticHypothesis): Line {
  return `The value has to lie in the range of ${formatNumber(low)} to ${formatNumber(high)}. Nothing was run, and there is no p value.`
}
