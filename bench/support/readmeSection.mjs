import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const README = path.join(import.meta.dirname, '..', 'README.md')

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` in bench/README.md. */
export function writeReadmeSection(name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const readme = readFileSync(README, 'utf8')
  const [start, stop] = [readme.indexOf(begin), readme.indexOf(end)]
  if (start < 0 || stop < start) throw new Error(`bench/README.md has no section ${begin} ... ${end}`)
  writeFileSync(README, `${readme.slice(0, start + begin.length)}\n${text.trim()}\n${readme.slice(stop)}`)
}
