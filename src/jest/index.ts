/** Claims as tests: one a claim, which passes when the outcome is the registered one; and the matcher behind them. */

export { type DescribeClaimsOptions, describeClaims } from './describeClaims'
export { toHaveOutcome } from './outcomeMatcher'
