import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'

/** Where the bytes of an unfinished download come from: what a later attempt needs to go on safely. */
export interface PartialSource {
  readonly address: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly totalBytes: number | null
}

/**
 * An unfinished download on disk, so that a later attempt, even of another process, can go on where it stopped.
 *
 * It is a folder `<folder>/.incoming/<file>~<owner>` that holds `content` and `source.json`. One process owns it, named
 * by host, process and a random part; taking one over is a rename, which only one of several can win. A process that
 * stops leaves it as `<file>~free`; one that was killed leaves it under its own name, and its death frees it.
 */
export interface PartialFile {
  readonly contentPath: string
  /** Bytes that are here. */
  size(): number
  /** Null where nothing is here, or what is here cannot be continued. */
  source(): PartialSource | null
  /** Forgets all bytes and starts with those of `source`. */
  begin(source: PartialSource): Promise<FileHandle>
  /** Opens the content to append to it. */
  resume(): Promise<FileHandle>
  /** Forgets all bytes. */
  discard(): void
  /** Gives it up for others: kept where it can be continued, removed where it cannot. */
  release(): void
}

/** Takes over an unfinished download of this file that nobody works on, or starts an empty one. */
export function claimPartial(folder: string, fileName: string): PartialFile {
  const incoming = incomingOf(folder)
  mkdirSync(incoming, { recursive: true })
  const own = ownFolder(folder, fileName)
  const abandoned = readdirSync(incoming).filter((entry) => isAbandoned(entry, fileName))
  if (!abandoned.some((entry) => renames(path.join(incoming, entry), own))) mkdirSync(own)
  return openPartial(own, path.join(incoming, `${fileName}~free`))
}

/** A folder that is this process's alone while it lives, and anyone's to clear away when it is dead. */
function ownFolder(folder: string, fileName: string): string {
  return path.join(incomingOf(folder), `${fileName}~${thisHost()}~${process.pid}~${randomUUID().slice(0, 8)}`)
}

/** Removes what stopped and killed processes left of a file that is complete now. */
export function removeAbandoned(folder: string, fileName: string): void {
  const incoming = incomingOf(folder)
  if (!existsSync(incoming)) return
  for (const entry of readdirSync(incoming)) {
    if (isAbandoned(entry, fileName)) rmSync(path.join(incoming, entry), { recursive: true, force: true })
  }
}

function incomingOf(folder: string): string {
  return path.join(folder, '.incoming')
}

function openPartial(own: string, free: string): PartialFile {
  const contentPath = path.join(own, 'content')
  const sourcePath = path.join(own, 'source.json')
  const size = () => statSync(contentPath, { throwIfNoEntry: false })?.size ?? 0
  const discard = () => {
    rmSync(sourcePath, { force: true })
    rmSync(contentPath, { force: true })
  }
  return {
    contentPath,
    size,
    source: () => (size() === 0 ? null : readSource(sourcePath)),
    begin: async (source) => {
      discard()
      mkdirSync(own, { recursive: true })
      writeFileSync(sourcePath, JSON.stringify(source))
      return open(contentPath, 'w')
    },
    resume: () => open(contentPath, 'a'),
    discard,
    release: () => {
      if (readSource(sourcePath) !== null && size() > 0 && renames(own, free)) return
      rmSync(own, { recursive: true, force: true })
    }
  }
}

function readSource(sourcePath: string): PartialSource | null {
  try {
    const { address, etag, lastModified, totalBytes } = JSON.parse(readFileSync(sourcePath, 'utf8'))
    if (typeof address !== 'string') return null
    return {
      address,
      etag: typeof etag === 'string' ? etag : null,
      lastModified: typeof lastModified === 'string' ? lastModified : null,
      totalBytes: Number.isSafeInteger(totalBytes) ? totalBytes : null
    }
  } catch {
    return null
  }
}

function isAbandoned(entry: string, fileName: string): boolean {
  if (!entry.startsWith(`${fileName}~`)) return false
  const [host, pid] = entry.slice(fileName.length + 1).split('~')
  if (host === 'free' && pid === undefined) return true
  return host === thisHost() && !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function renames(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch {
    return false
  }
}

function thisHost(): string {
  return hostname().replace(/[^A-Za-z0-9.-]/g, '_')
}
