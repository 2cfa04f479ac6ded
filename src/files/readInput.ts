import { InputError } from '../errors'
import { readRegularFile } from './readRegularFile'
import { exhaustionError } from './systemErrors'

export interface InputWords {
  /** What is read, for the message: `the manifest`. */
  readonly what: string
  readonly expected: string
  readonly remedy: string
}

/**
 * All bytes of a file that a user names or has written, at most `maxBytes`.
 *
 * @throws InputError where it cannot be read, is no regular file, or longer
 * @throws InfrastructureError where the machine, not the file, is why
 */
export function readInput(file: string, maxBytes: number, { what, expected, remedy }: InputWords): Buffer {
  try {
    return readRegularFile(file, maxBytes)
  } catch (error) {
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    const received = (error as Error).message
    throw new InputError(`${what} cannot be read`, { where: file, expected, received, remedy })
  }
}
