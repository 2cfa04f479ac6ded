import { ClaimcheckError, type ErrorDetails, InfrastructureError, InputError, UnavailableError } from '../errors'

/** What the pool sends to a worker. One task at a time. */
export type PoolMessage<Task> =
  | { readonly type: 'task'; readonly number: number; readonly task: Task; readonly place: number }
  | { readonly type: 'stop' }

/** What a worker sends to its pool. `number` is the one that came with the task. */
export type WorkerMessage<Result, Part> =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly number: number; readonly share: number }
  | { readonly type: 'part'; readonly number: number; readonly part: Part }
  | { readonly type: 'result'; readonly number: number; readonly result: Result }
  | { readonly type: 'error'; readonly number: number; readonly error: SentError }

/** An error on its way between processes. `deliberate`: it was raised as a ClaimcheckError, not met by surprise. */
export interface SentError {
  readonly deliberate: boolean
  readonly name: keyof typeof ERROR_CLASSES
  readonly message: string
  readonly subject: string
  readonly details: ErrorDetails
  readonly stack: string
}

const ERROR_CLASSES = { InputError, UnavailableError, InfrastructureError }

/** Takes an error apart for sending. An error that is none of ours becomes an InfrastructureError. */
export function sendableError(thrown: unknown): SentError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const stack = error.stack ?? error.message
  if (!(error instanceof ClaimcheckError)) {
    return {
      deliberate: false,
      name: 'InfrastructureError',
      message: String(error),
      subject: String(error),
      details: {},
      stack
    }
  }
  const name =
    error instanceof InputError ? 'InputError' : error instanceof UnavailableError ? 'UnavailableError' : null
  return {
    deliberate: true,
    name: name ?? 'InfrastructureError',
    message: error.message,
    subject: error.subject,
    details: error.details,
    stack
  }
}

/** The error as it was thrown in the worker: class, message and details; the worker's stack is its `cause`. */
export function receivedError({ name, message, subject, details, stack }: SentError): ClaimcheckError {
  const error = new ERROR_CLASSES[name](subject, details)
  error.message = message
  error.cause = stack
  return error
}
