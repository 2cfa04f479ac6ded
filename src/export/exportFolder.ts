import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { InfrastructureError, InputError } from '../errors'

const CHUNK_CHARACTERS = 1 << 20

/** The folder that an export goes into: new or empty, so that nothing of an older one is taken for its part. */
export class ExportFolder {
  readonly folder: string
  readonly #written: string[] = []

  /** @throws InputError where the folder holds something already, or is none */
  constructor(folder: string) {
    this.folder = path.resolve(folder)
    const present = entriesOf(this.folder)
    if (present.length === 0) return
    throw new InputError('the folder for the export is not empty', {
      where: this.folder,
      expected: 'a folder that does not exist, or an empty one',
      received: `${present.length} entries, ${present[0]} among them`,
      remedy: 'name another folder with --out, or empty this one'
    })
  }

  /** Paths of the files so far, relative, with forward slashes, in the order of writing. */
  get written(): readonly string[] {
    return this.#written
  }

  /**
   * Writes a file, whole or not at all. Unlike a record it need not survive a power cut, for it can be made again: a sync
   * of each file would take most of the time of an export.
   *
   * @param name relative, with forward slashes; each once
   * @param content bytes, or a text in parts, which together may be longer than a string can be
   * @throws InfrastructureError when it cannot be written
   */
  write(name: string, content: string | Uint8Array | Iterable<string>): void {
    const bytes = content instanceof Uint8Array ? content : bytesOf(typeof content === 'string' ? [content] : content)
    try {
      writeNew(path.join(this.folder, ...name.split('/')), bytes)
    } catch (error) {
      throw new InfrastructureError('the export could not be written', {
        where: this.folder,
        expected: 'a folder that can be written',
        received: error instanceof Error ? error.message : String(error),
        remedy: 'choose another folder with --out, or make room'
      })
    }
    this.#written.push(name)
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw new InputError('this is no folder that an export could go into', {
      where: folder,
      expected: 'a folder that does not exist, or an empty one',
      received: message,
      remedy: 'name another folder with --out'
    })
  }
}

/** @throws the error of the file system, also where the file exists; no part of it is left behind */
function writeNew(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const descriptor = openSync(file, 'wx')
  try {
    writeFileSync(descriptor, bytes)
  } catch (error) {
    closeSync(descriptor)
    rmSync(file, { force: true })
    throw error
  }
  closeSync(descriptor)
}

function bytesOf(parts: Iterable<string>): Uint8Array {
  const chunks: Buffer[] = []
  let open = ''
  for (const part of parts) {
    open += part
    if (open.length < CHUNK_CHARACTERS) continue
    chunks.push(Buffer.from(open))
    open = ''
  }
  return Buffer.concat([...chunks, Buffer.from(open)])
}
