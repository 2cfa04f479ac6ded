import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** What a folder of somebody else can hold in the place of a file, and how claimcheck calls it. Windows has none of it. */
export const NO_FILES: readonly (readonly [name: string, make: (file: string) => void, said: RegExp])[] =
  process.platform === 'win32'
    ? []
    : [
        ['a named pipe', (file) => execFileSync('mkfifo', [file]), /a named pipe/],
        ['a link to an endless device', (file) => symlinkSync('/dev/zero', file), /a device/]
      ]

/** Puts one of them where a file belongs. */
export function plantNoFile(file: string, make: (file: string) => void): string {
  mkdirSync(path.dirname(file), { recursive: true })
  make(file)
  return file
}
