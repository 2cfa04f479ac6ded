/**
 * What a user of claimcheck does every day: claims loaded, linted, begun and registered; planned and verified; studied
 * (`sensitivity`, `powerOf`); verdicts on plain arrays; and the errors that all of it throws.
 *
 * The rest has entries of its own: `claimcheck/report` (reports read, compared, rendered, exported), `claimcheck/stats`
 * (the textbook methods on plain arrays), `claimcheck/engine` (engines, data, runs, store: the parts of `verify`),
 * `claimcheck/jest` and `claimcheck/jest/reporter`.
 */

export type { DecisionOptions } from './api/arrayClaim'
export type { ComparisonOptions } from './api/comparison'
export { type PairedInterval, pairedInterval } from './api/pairedInterval'
export { type ShareVerdict, shareVerdict } from './api/shareVerdict'
export { type ComparisonVerdict, type FamilyComparison, familyVerdicts, verdict } from './api/verdict'
export type * from './claims/types'
// What was here before the entries; its types go with it.
export * from './entries/moved'
export { ClaimcheckError, InfrastructureError, InputError, UnavailableError } from './errors'
export { SCOPE } from './judge/sentence'
export type * from './kinds'
export type * from './kinds/all-of/types'
export type * from './kinds/arithmetic/types'
export type * from './kinds/comparison/types'
export type * from './kinds/contrast/types'
export type * from './kinds/converges-to/types'
export type * from './kinds/invariant/types'
export type * from './kinds/lower-at-most-settings/types'
export type * from './kinds/range/types'
export type * from './kinds/rate/types'
export type * from './kinds/shared/types'
export { claimHash } from './load/hash'
export { lintClaims } from './load/lint'
export { type LoadedClaims, loadClaims } from './load/load'
export { type ScaffoldedFiles, type ScaffoldOptions, scaffoldClaim } from './load/new'
export type { Substitution, Substitutions } from './load/substituteData'
export type * from './plan/types'
export { type RegisterOptions, type RegisterOutcome, registerClaims } from './registration/registerClaims'
export { registrationState } from './registration/registrationState'
export { readRegistrations, writeRegistrations } from './registration/registrationsFile'
export type * from './registration/types'
export type * from './report/data/types'
export { type Pilot, type PilotOptions, pilotOf } from './sensitivity/pilot'
export { type PowerAnswer, type PowerQuestion, powerOf } from './sensitivity/power'
export { sensitivity } from './sensitivity/sensitivity'
export { syntheticSensitivity } from './sensitivity/synthetic/syntheticSensitivity'
export type * from './sensitivity/synthetic/types'
export type * from './sensitivity/types'
export type * from './verify/types'
export { plan, verify } from './verify/verify'
