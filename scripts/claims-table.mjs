// Writes the table of claims into docs/findings.md, from committed reports and external evidence.
//   node scripts/claims-table.mjs [report.json ...]   after npm run build; default: all of reports/reference. Of claims/ and of every paper in papers/
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const load = (file) => createRequire(import.meta.url)(path.join(root, 'dist', file))
const { loadClaims } = load('load/load.js')
const { loadExternal } = load('external/loadExternal.js')
const { externalResults } = load('external/externalResults.js')
const { parseReport } = load('report/data/parse.js')
const { claimsTable, replaceClaimsTable } = load('report/claimsTable.js')
const { ClaimcheckError } = load('errors.js')

const reference = path.join(root, 'reports', 'reference')
const committed = readdirSync(reference, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'report.json.gz')
  .sort()
  .map((file) => path.join(reference, file))
const files = process.argv.length > 2 ? process.argv.slice(2).map((file) => path.resolve(file)) : committed

try {
  const papers = readdirSync(path.join(root, 'papers')).map((paper) => path.join('papers', paper))
  const loaded = ['claims', ...papers].map((folder) => {
    const claimsRoot = path.join(root, folder)
    const { claims } = loadClaims(claimsRoot)
    return { claims, external: externalResults(loadExternal(claimsRoot, [], claims)) }
  })
  const claims = loaded.flatMap((each) => each.claims)
  const reports = files.map((file) => parseReport(readFileSync(file), path.relative(root, file)))
  const external = loaded.flatMap((each) => each.external)
  const table = claimsTable(claims, reports, external)
  const findings = path.join(root, 'docs', 'findings.md')
  writeFileSync(findings, replaceClaimsTable(readFileSync(findings, 'utf8'), table))
  console.log(`docs/findings.md: ${claims.length} claims from ${files.length} reports`)
} catch (error) {
  if (!(error instanceof ClaimcheckError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
