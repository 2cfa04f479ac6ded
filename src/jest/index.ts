/** Claims as tests: one a claim, which passes when the outcome is the expected one; and the matcher behind them. */

export { type DescribeClaimsOptions, describeClaims } from './describeClaims'
export { toHaveOutcome } from './outcomeMatcher'
