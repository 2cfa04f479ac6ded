import path from 'node:path'
import { describeClaims } from 'claimcheck/jest'
import { REPOSITORY } from '../support/project'
import { PYTHON } from '../support/python'

// Papers whose claims are programs, each a folder that could be a package of its own, at the profile that CLAIMCHECK_PROFILE
// names. Claims whose language or libraries are missing here are skipped, with the reason in their titles. The interpreter
// that the tests know comes first.
process.env.PATH = `${path.dirname(PYTHON)}${path.delimiter}${process.env.PATH}`

for (const paper of ['menon2020', 'carlsson2021', 'zhou2019']) {
  const claimsRoot = path.join(REPOSITORY, 'papers', paper)
  describeClaims(path.join(claimsRoot, '*/*.json'), { claimsRoot, allowPrograms: true })
}
