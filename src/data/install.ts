import { rmSync } from 'node:fs'
import path from 'node:path'
import { InfrastructureError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { isGzip } from '../files/gzip'
import { acceptedNames } from './files'
import type { FileDescription } from './types'
import { checkFile } from './verify'

/**
 * Puts verified bytes under a file's final name, durably. Only bytes that passed `readVerified` may come here, so the
 * name never stands for anything else. Other files under the names of this one, which might be found first, are removed.
 *
 * @returns the final path: the published name, with `.gz` where the bytes are compressed
 * @throws InfrastructureError where the folder cannot be written
 */
export function installFile(folder: string, file: FileDescription, stored: Uint8Array): string {
  const name = isGzip(stored) ? `${file.name}.gz` : file.name
  const target = path.join(folder, name)
  try {
    writeDurableFile(target, stored, { replace: true })
    for (const other of acceptedNames(file)) {
      if (other !== name) rmSync(path.join(folder, other), { force: true })
    }
  } catch (error) {
    // Windows refuses to replace a file that another process reads, for instance one that has just installed the same.
    if (checkFile(folder, file).state !== 'ok') throw cannotWrite(folder, error)
  }
  return target
}

export function cannotWrite(folder: string, error: unknown): InfrastructureError {
  return new InfrastructureError('the data cannot be stored', {
    where: folder,
    expected: 'a folder that this user can write, on a disk with room',
    received: (error as Error).message,
    remedy: 'make room or set CLAIMCHECK_CACHE_DIR to another folder'
  })
}
