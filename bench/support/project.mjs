import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execute } from './execute.mjs'

/** Nothing is registered in it: only if all reproduced would claimcheck exit with 0. */
const EXIT_AS_JUDGED = [0, 1]

/** A folder with claims of its own, made from those of the checkout, and the measured claimcheck's command line on them. */
export function openProject(distribution, folder) {
  const read = (file) => JSON.parse(readFileSync(path.join(distribution.root, 'claims', file), 'utf8'))
  const write = (file, content) => {
    const target = path.join(folder, 'claims', file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, JSON.stringify(content))
  }
  copySources(path.join(distribution.root, 'claims'), path.join(folder, 'claims'))
  /** @param name of the report, which lies in the folder of that name */
  const run = (args, name) => {
    const where = ['--claims', path.join(folder, 'claims'), '--reports', folder, '--name', name]
    execute(
      process.execPath,
      [path.join(distribution.folder, 'cli/main.js'), ...args, ...where],
      EXIT_AS_JUDGED,
      folder
    )
  }
  return { read, write, run }
}

/** What the checkout's claims leave to the files of their sources; an older checkout has none. */
function copySources(from, to) {
  for (const key of readdirSync(from)) {
    const source = path.join(from, key, 'source.json')
    if (existsSync(source)) cpSync(source, path.join(to, key, 'source.json'))
  }
}
