import { createHmac, timingSafeEqual } from 'node:crypto'
import { InputError } from '../../../errors'

export const SECRET_VARIABLE = 'CLAIMCHECK_QUEUE_SECRET'

/** What a sealed text is: one that was sealed as something else is none. */
export type Purpose = 'need' | 'job' | 'record' | 'failure' | 'worker'

const FORMAT = 'claimcheck queue 1'
const LEAST_CHARACTERS = 24
const MAC_CHARACTERS = 64

/**
 * Seals what goes through a queue with HMAC-SHA256 by a secret that the home machine and its workers share, so that whoever
 * reaches the queue can neither have a worker execute anything nor send home what no worker made. A seal covers the text,
 * what it is and which run, job or worker it is about: it opens in no other place. What it does not do: hide the text, or
 * say that it is new.
 */
export class Seal {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  /** @throws InputError where the variable holds no secret that is worth the name */
  static of(env: Readonly<Record<string, string | undefined>>): Seal {
    const secret = env[SECRET_VARIABLE] ?? ''
    if (secret.length >= LEAST_CHARACTERS) return new Seal(secret)
    throw new InputError('what goes through a queue is signed, and there is no secret to sign with', {
      where: SECRET_VARIABLE,
      expected: `at least ${LEAST_CHARACTERS} characters, the same for the home machine and all workers`,
      received: secret === '' ? 'it is not set' : `${secret.length} characters`,
      remedy: `export ${SECRET_VARIABLE}="$(openssl rand -hex 32)", and hand it to the workers as you would a password`
    })
  }

  /** Tells the keys of those who share a secret from those of others on the same Redis; it says nothing of the secret. */
  get namespace(): string {
    return this.#mac(['namespace']).slice(0, 16)
  }

  close(purpose: Purpose, about: string, text: string): string {
    return `${this.#mac([purpose, about, text])}${text}`
  }

  /** The text; null where nobody who knows the secret sealed it as this. */
  open(purpose: Purpose, about: string, sealed: unknown): string | null {
    if (typeof sealed !== 'string' || sealed.length < MAC_CHARACTERS) return null
    const text = sealed.slice(MAC_CHARACTERS)
    const given = Buffer.from(sealed.slice(0, MAC_CHARACTERS))
    const expected = Buffer.from(this.#mac([purpose, about, text]))
    return given.length === expected.length && timingSafeEqual(given, expected) ? text : null
  }

  #mac(parts: readonly string[]): string {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([FORMAT, ...parts]))
      .digest('hex')
  }
}
