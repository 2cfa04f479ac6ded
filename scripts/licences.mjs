// Lists what is installed with claimcheck: every production package of package-lock.json with its licence, and whether it
// runs a program when it is installed. Fails where a licence is none of those allowed here: permissive ones, which ask for
// nothing but their text.
//
//   node scripts/licences.mjs           a line a licence, and the packages with install scripts
//   node scripts/licences.mjs --json    the same as data

import { readFileSync } from 'node:fs'
import path from 'node:path'

const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense'
]

const lockFile = process.env.CLAIMCHECK_LOCK_FILE ?? path.resolve(import.meta.dirname, '../package-lock.json')
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'))

const installed = Object.entries(packages)
  .filter(([place, { dev }]) => place !== '' && !dev)
  .map(([place, { version, license = 'none stated', optional = false, hasInstallScript = false }]) => ({
    name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version,
    licence: license,
    optional,
    installScript: hasInstallScript
  }))

/** Of an SPDX expression: of alternatives one is enough, of parts each counts. */
function isAllowed(expression) {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((licence) => ALLOWED.includes(licence)))
}

const refused = installed.filter(({ licence }) => !isAllowed(licence))
const scripts = installed.filter(({ installScript }) => installScript)

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ allowed: ALLOWED, packages: installed, refused }, null, 2))
} else {
  const byLicence = new Map()
  for (const { licence, name } of installed) byLicence.set(licence, [...(byLicence.get(licence) ?? []), name])
  for (const [licence, names] of [...byLicence].sort()) {
    console.log(`${licence}: ${names.length > 4 ? `${names.length} packages` : names.join(', ')}`)
  }
  const named = scripts.map(({ name, optional }) => `${name}${optional ? ' (optional)' : ''}`)
  console.log(`install scripts: ${named.join(', ') || 'none'}`)
}
for (const { name, version, licence } of refused) {
  console.error(`${name} ${version} has the licence ${licence}, which is none of ${ALLOWED.join(', ')}`)
}
process.exitCode = refused.length > 0 ? 1 : 0
