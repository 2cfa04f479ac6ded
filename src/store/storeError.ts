import { InfrastructureError } from '../errors'
import { remedyOfExhaustion } from '../files/systemErrors'

const ELSEWHERE = 'put the store elsewhere with --store or CLAIMCHECK_STORE'

/** Says in a user's words why the file system refused; finished runs that were written before are not touched by it. */
export function storeError(folder: string, cause: unknown): InfrastructureError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new InfrastructureError(subjectOf(code), {
    where: folder,
    received: message,
    remedy: remedyOf(code, cause)
  })
}

function subjectOf(code: string | undefined): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk of the run store is full'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'access to the run store is denied'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'the run store needs a folder where there is a file'
    default:
      return 'the run store cannot be used'
  }
}

function remedyOf(code: string | undefined, cause: unknown): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `free some space, or ${ELSEWHERE}; the runs stored so far are kept`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `make the folder readable and writable for you, or ${ELSEWHERE}`
    case 'EIO':
      return ELSEWHERE
    default:
      return remedyOfExhaustion(cause) ?? ELSEWHERE
  }
}
