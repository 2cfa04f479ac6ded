/** What a message to a user must contain: what it is about, what was needed, what was found, and how to mend it. */
export interface ErrorDetails {
  /** Where the problem is: a file with line, a JSON path, an address. */
  readonly where?: string
  readonly expected?: string
  readonly received?: string
  readonly remedy?: string
  /** Of a run: others that differ from it by their seeds alone would end the same way. */
  readonly ofAllSeeds?: true
}

/** The base of every error that claimcheck raises on purpose. The command line prints it without a stack trace. */
export abstract class ClaimcheckError extends Error {
  /** What is wrong, in one line; `message` adds the details. */
  readonly subject: string
  readonly details: ErrorDetails

  constructor(subject: string, details: ErrorDetails = {}) {
    super(formatError(subject, details))
    this.name = new.target.name
    this.subject = subject
    this.details = details
  }

  /** The message without its remedy, for places that show the remedy apart. */
  get explanation(): string {
    const { remedy: _remedy, ...details } = this.details
    return formatError(this.subject, details)
  }
}

/** The user's input is wrong: a malformed claim, an unknown option, a file that is not what it should be. Exit code 2. */
export class InputError extends ClaimcheckError {}

/** Something optional is absent: a dataset, an engine. A claim that needs it `could-not-run`; never a scientific result. */
export class UnavailableError extends ClaimcheckError {}

/** Something broke while running: a crashed worker, a full disk. Never a scientific result. Exit code 3. */
export class InfrastructureError extends ClaimcheckError {}

function formatError(subject: string, details: ErrorDetails): string {
  const lines = [details.where === undefined ? subject : `${details.where}: ${subject}`]
  if (details.expected !== undefined) lines.push(`  expected: ${details.expected}`)
  if (details.received !== undefined) lines.push(`  received: ${details.received}`)
  if (details.remedy !== undefined) lines.push(`  to mend:  ${details.remedy}`)
  return lines.join('\n')
}
