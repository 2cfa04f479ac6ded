import { ClaimcheckError } from '../errors'

/** The line of a test file that called a function of ours. */
export class CallSite {
  readonly #frames: string

  /** @param called frames of this function and of what it calls are left out */
  constructor(called: (...args: never[]) => unknown) {
    const place = { stack: '' }
    Error.captureStackTrace(place, called)
    this.#frames = place.stack.slice(place.stack.indexOf('\n'))
  }

  /**
   * Gives an error that is a message about the user's claims this line as its trace, so that Jest shows it and not code
   * of ours. A defect of ours keeps its trace.
   */
  blame(error: unknown): unknown {
    if (error instanceof ClaimcheckError || isFailedExpectation(error)) {
      error.stack = `${error.message}${this.#frames}`
      // Where in a worker it was raised.
      delete error.cause
    }
    return error
  }
}

function isFailedExpectation(error: unknown): error is Error {
  return error instanceof Error && 'matcherResult' in error
}
