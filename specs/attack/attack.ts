import seedrandom from 'seedrandom'

/** One way to do harm, tried again and again: each attempt is decided by its seed alone, but for the timing of processes. */
export interface Attack {
  readonly name: string
  /** What is done, and what has to hold. */
  readonly what: string
  /** Attempts of a short run, which all attacks together make in less than a minute, and of one by hand. */
  readonly short: number
  readonly long: number
  /** Makes what all attempts start from. */
  open(): Promise<OpenAttack>
}

export interface OpenAttack {
  /** @returns what did not hold, in words; null where all did */
  attempt(chance: Chance): Promise<string | null>
  /** What the attempts were made of, where it is more than one thing each. */
  tally?(): string
  close?(): void
}

/** Choices of an attempt, all from its seed. */
export class Chance {
  readonly #next: seedrandom.PRNG

  constructor(readonly seed: string) {
    this.#next = seedrandom(seed)
  }

  /** From 0 to 1. */
  share(): number {
    return this.#next()
  }

  /** 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.#next() * n)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }

  /** For fast-check. */
  int32(): number {
    return this.#next.int32()
  }
}

export interface AttackResult {
  readonly name: string
  readonly tried: number
  readonly survived: number
  readonly failures: readonly { readonly seed: string; readonly what: string }[]
  readonly tally: string
  readonly seconds: number
}

/**
 * Makes attempts `<seed>/<name>/<number>`, each with a seed of its own by which it is repeated.
 *
 * @param first number of the first attempt
 * @param count how many; fewer, but not none, where `untilMs`, by `performance.now()`, comes first
 */
export async function runAttack(
  { name, open }: Attack,
  { seed, first, count, untilMs }: { seed: string; first: number; count: number; untilMs: number }
): Promise<AttackResult> {
  const startMs = performance.now()
  const opened = await open()
  const failures: { seed: string; what: string }[] = []
  let tried = 0
  try {
    for (; tried < count && (tried === 0 || performance.now() < untilMs); tried += 1) {
      const chance = new Chance(`${seed}/${name}/${first + tried}`)
      const what = await opened.attempt(chance).catch((error: unknown) => `thrown: ${(error as Error).stack}`)
      if (what !== null) failures.push({ seed: chance.seed, what })
    }
  } finally {
    opened.close?.()
  }
  const seconds = (performance.now() - startMs) / 1000
  return { name, tried, survived: tried - failures.length, failures, tally: opened.tally?.() ?? '', seconds }
}
