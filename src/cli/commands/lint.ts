import type { Command } from 'commander'
import { lintLogs } from '../../adjudicate/claimLogs'
import { idOfPlace } from '../../claims/document'
import { formatProblems } from '../../claims/formatProblems'
import { lintSlurm } from '../../exec/carriers/slurm/profile'
import { lintExternal } from '../../external/loadExternal'
import { inspectClaims } from '../../load/lint'
import { resolveClaims } from '../../load/load'
import { lintRegistrations } from '../../registration/lintRegistrations'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { type ClaimsFlags, claimsOptions, claimsRoot, FOLDER_ARGUMENT, folderNamed } from '../options'

export function addLint(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('lint')
    .summary('check every claim, experiment and registration, all problems at once')
    .argument('[folder]', FOLDER_ARGUMENT)
    .option('--json', 'print the problems as JSON')
    .action((folder: string | undefined, flags: ClaimsFlags & { json?: boolean }) => {
      const root = claimsRoot(folderNamed(folder, flags), context)
      const inspection = inspectClaims(root)
      const usable = inspection.problems.every(({ severity }) => severity !== 'error')
      const claims = usable ? resolveClaims(inspection).claims : null
      const problems = [
        ...inspection.problems,
        ...(claims === null ? [] : lintLogs(root, inspection.claims, claims)),
        ...lintRegistrations(root, inspection.claims.map(idOfPlace)),
        ...lintExternal(root, claims),
        ...lintSlurm(context.cwd)
      ]
      const errors = problems.filter(({ severity }) => severity === 'error').length
      if (flags.json) context.stdout.write(`${JSON.stringify(problems, null, 2)}\n`)
      else context.stdout.write(problems.length === 0 ? 'No problems.\n' : `${formatProblems(problems)}\n`)
      done(errors > 0 ? EXIT.badInput : EXIT.ok)
    })
  for (const option of claimsOptions()) command.addOption(option)
}
