import type { Digest } from '../json/scalars'

/** The content of `registrations.json`. Written by `claimcheck register`; to be committed, not edited. */
export interface RegistrationsFile {
  /**
   * Path of this schema, for editors.
   *
   * @examples ["./schema/registrations.schema.json"]
   */
  readonly $schema?: string
  /**
   * The experiments that claims were registered on, without their prose, each once: by the SHA-256 of its canonical JSON.
   *
   * @propertyNames { pattern: "^[0-9a-f]{64}$" }
   * @examples [{}]
   */
  readonly experiments?: Readonly<Record<string, object>>
  /**
   * The registrations of each claim by its id, oldest first; the last is in force.
   *
   * @examples [{}]
   */
  readonly registrations: Readonly<Record<string, History>>
}

/**
 * Oldest first.
 *
 * @minItems 1
 */
export type History = readonly [Registration, ...Registration[]]

/** What was frozen of a claim at a moment, and where the project stood. */
export interface Registration {
  /**
   * SHA-256 of the canonical JSON (RFC 8785) of `frozen`: `claimHash` of that moment.
   *
   * @examples ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
   */
  readonly hash: Digest
  /**
   * ISO 8601 in UTC.
   *
   * @pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$
   * @examples ["2026-01-31T12:00:00.000Z"]
   */
  readonly registeredAt: string
  /**
   * The checkout's commit; "+dirty" where it does not hold the claim's files as they were registered; null without one.
   *
   * @pattern ^[0-9a-f]{40,64}(\+dirty)?$
   * @examples ["0123456789abcdef0123456789abcdef01234567"]
   */
  readonly commit: string | null
  /**
   * Why it replaces the registration before it; null for a claim's first.
   *
   * @pattern \S
   * @examples ["the mode is anytime-valid now: the budget of 30 pairs turned out too long"]
   */
  readonly why: string | null
  /** The content itself, so that a later difference can be shown. */
  readonly frozen: FrozenContent
}

/** What decided the claim, every default resolved. Plain data: it may be of a release with other forms. */
interface FrozenContent {
  /**
   * With its margin.
   *
   * @examples [{ kind: "invariant", arm: "amsgrad", property: "effective-step-never-grows" }]
   */
  readonly hypothesis: object
  /**
   * Without its prose; in the file its digest under `experiments`, and in older files itself. null for a claim that runs
   * nothing. The hash is over the experiment itself.
   *
   * @examples [null]
   */
  readonly experiment: Digest | object | null
  /**
   * The error rate, the mode, its method and the seeds.
   *
   * @examples [{ alpha: 0.05, mode: "fixed", method: null, seeds: { min: 10, max: 10 } }]
   */
  readonly decision: object
  /**
   * The claims that share one error rate.
   *
   * @examples ["my-paper-first-claim"]
   */
  readonly family: string
  /** Which run logs the claim is about, and these as they were; left out where it names none. */
  readonly logs?: {
    /**
     * Values of groups and settings of a mapping; left out where the claim is about all runs.
     *
     * @examples [{ model: "logreg" }]
     */
    readonly where?: object
    /**
     * SHA-256 of the mapping's file.
     *
     * @examples ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
     */
    readonly mapping?: Digest
    /**
     * SHA-256 of the logs where they were there already; left out where they were not.
     *
     * @examples ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
     */
    readonly evidence?: Digest
  }
}

/** The registrations of each claim by its id, oldest first, at least one; the last is in force. */
export type Registrations = ReadonlyMap<string, History>

/** How a claim, as it is now, stands to what was registered. */
export type RegistrationState =
  | { readonly state: 'unregistered' }
  | ({ readonly state: 'registered' } & RegistrationRecord)
  /** Registered as it is, when the logs that judge it were there already: what they say could be known. */
  | ({ readonly state: 'after-logs' } & RegistrationRecord)
  /** The claim, its experiment or its logs were changed after it was registered. */
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
