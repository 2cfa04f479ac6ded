/** What `claimcheck new` writes, as far as several kinds have it in common; experiments stand in `runs`. */

export const BOTH_ARMS = { treatment: 'amsgrad', control: 'adam' } as const
/** What every claim states besides. */
export const REST = { expected: {} } as const
export const TEN_PAIRS = { decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 10 } }, ...REST } as const
