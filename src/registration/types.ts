/** What was frozen of a claim at a moment, and where the project stood. */
export interface Registration {
  /** SHA-256 of the canonical JSON of `frozen`: `claimHash` of that moment. */
  readonly hash: string
  /** ISO 8601 in UTC. */
  readonly registeredAt: string
  /** The checkout's commit; "+dirty" where it does not hold the claim's files as they were registered; null without one. */
  readonly commit: string | null
  /** Why it replaces the registration before it; null for a claim's first. */
  readonly why: string | null
  /** The content itself, plain data, so that a later difference can be shown. */
  readonly frozen: object
}

/** The registrations of each claim by its id, oldest first, at least one; the last is in force. */
export type Registrations = ReadonlyMap<string, readonly [Registration, ...Registration[]]>

/** How a claim, as it is now, stands to what was registered. */
export type RegistrationState =
  | { readonly state: 'unregistered' }
  | ({ readonly state: 'registered' } & RegistrationRecord)
  /** The claim or its experiment was changed after it was registered. */
  | ({
      readonly state: 'deviates'
      /** What differs from the registration. */
      readonly differences: readonly Difference[]
    } & RegistrationRecord)

/** The registration in force, without its content. */
export interface RegistrationRecord {
  /** SHA-256 of what was frozen. */
  readonly hash: string
  /** ISO 8601, UTC. */
  readonly registeredAt: string
  /** Commit at which it was registered; null outside a checkout. */
  readonly commit: string | null
  /** Registrations that replaced an earlier one, oldest first; empty where the first is in force. */
  readonly amendments: readonly Amendment[]
}

/** A registration that replaced the one before it. */
export interface Amendment {
  /** ISO 8601, UTC. */
  readonly registeredAt: string
  /** Why it was registered anew. */
  readonly why: string
}

/** A place at which a claim departs from its registration. */
export interface Difference {
  /** `$.decision.seeds.max`, in the frozen content: `hypothesis`, `experiment`, `decision`, `family`. */
  readonly path: string
  /** JSON text; null where there was nothing. */
  readonly registered: string | null
  /** JSON text; null where there is nothing now. */
  readonly now: string | null
}
