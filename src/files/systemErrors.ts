import { InfrastructureError } from '../errors'

const HANDLES = 'allow more open files (ulimit -n 1024), or use fewer workers (--jobs 1)'
const MEMORY = 'free some memory, raise the limit (ulimit -v), or use fewer workers (--jobs 1)'

/** What the machine has run out of, by the system's code: no fault of a file, whoever's it is, nor of claimcheck. */
const EXHAUSTED: Readonly<Record<string, readonly [subject: string, remedy: string]>> = {
  EMFILE: ['this process may open no more files', HANDLES],
  ENFILE: ['this machine can open no more files', HANDLES],
  EAGAIN: [
    'this user may start no more processes',
    'allow more processes (ulimit -u), or use fewer workers (--jobs 1)'
  ],
  ENOMEM: ['this machine has no more memory to give', MEMORY],
  ERR_MEMORY_ALLOCATION_FAILED: ['this machine has no more memory to give', MEMORY],
  EIO: ['a disk does not read or write', 'look at the disk, and at what the system says of it']
}

/** Below this loading all libraries at once can need more. */
const FEW_HANDLES = 256

/** What helps where a system has run out of something; undefined for any other code. */
export function remedyOfExhaustion(error: unknown): string | undefined {
  return exhaustion(error)?.[1]
}

/** The error of a machine that has run out of something, as what it is; null for any other error. */
export function exhaustionError(error: unknown): InfrastructureError | null {
  const found = exhaustion(error)
  if (found === undefined) return null
  const [subject, remedy] = found
  return new InfrastructureError(subject, { received: (error as Error).message, remedy })
}

function exhaustion(error: unknown): (typeof EXHAUSTED)[string] | undefined {
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (Object.hasOwn(EXHAUSTED, String(code))) return EXHAUSTED[String(code)]
  if (/out of memory|allocation failed/i.test(String(message))) return EXHAUSTED.ENOMEM
  // Node looks for a library in several places, and takes one that it may not open for one that is not there.
  if (/MODULE_NOT_FOUND$/.test(String(code)) && allowedHandles() < FEW_HANDLES) return EXHAUSTED.EMFILE
  return undefined
}

/** Files that this process may have open at once; infinite where that is not known. */
function allowedHandles(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY
}
