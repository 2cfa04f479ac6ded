export { type DescribeClaimsOptions, describeClaims } from './describeClaims'
export { toHaveOutcome } from './outcomeMatcher'
