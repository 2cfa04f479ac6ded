import { InputError } from '../errors'
import { isGzip, uncompress } from '../files/gzip'
import type { DownloadTarget } from './download'
import { maxStoredBytes, type VerifiedFile, verifyContent } from './files'
import { readTar } from './tar'
import type { FileDescription } from './types'

/** Room for the headers of the archive and for what it holds beside the data, a text or two. */
const MAX_EXTRA_BYTES = 1 << 20

/**
 * A tar.gz that holds some files, wherever in it. Which of its bytes are used is decided by the files' own sums; the
 * names in the archive only say where to look, and nothing is written under them.
 *
 * @param all every file that it holds
 * @param wanted those that are taken out of it
 */
export function archiveTarget(
  name: string,
  all: readonly FileDescription[],
  wanted: readonly FileDescription[]
): DownloadTarget<readonly VerifiedFile[]> {
  const maxBytes = all.reduce((sum, file) => sum + file.bytes, MAX_EXTRA_BYTES)
  return {
    maxBytes: maxStoredBytes({ bytes: maxBytes }),
    check: (stored) => unpack(stored, { name, files: wanted, maxBytes })
  }
}

interface Archive {
  readonly name: string
  readonly files: readonly FileDescription[]
  readonly maxBytes: number
}

function unpack(stored: Uint8Array, { name, files, maxBytes }: Archive): readonly VerifiedFile[] {
  if (!isGzip(stored)) {
    throw new InputError('not compressed with gzip', {
      where: name,
      expected: '1f 8b as its first bytes',
      received: Buffer.from(stored.subarray(0, 2)).toString('hex'),
      remedy: 'get the file anew; a web page saved under its name looks like this too'
    })
  }
  const entries = [...readTar(uncompress(stored, maxBytes, name), name)]
  return files.map((file) => {
    const found = entries.filter(([entry]) => entry.split('/').at(-1) === file.name)
    const [entry] = found
    if (entry === undefined || found.length > 1) {
      throw new InputError(`the archive does not hold ${file.name} once`, {
        where: name,
        expected: `one file of that name among ${entries.length}`,
        received: String(found.length),
        remedy: 'get the file anew'
      })
    }
    const [path, content] = entry
    return verifyEntry(content, file, path)
  })
}

/** Says which file of the archive is wrong: of a download only the subject is shown. */
function verifyEntry(content: Uint8Array, file: FileDescription, path: string): VerifiedFile {
  try {
    return verifyContent(content, content, file, path)
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${path}: ${error.subject}`, error.details)
    throw error
  }
}
