import type { Command } from 'commander'
import { allow, consentStore, consentText } from '../../programs/consent'
import { programsToAllow } from '../../verify/programs'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { type ClaimsFlags, claimsOptions, claimsRoot, FOLDER_ARGUMENT, folderNamed } from '../options'

export function addAllow(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('allow')
    .summary('let the programs of a claims folder run')
    .description(
      'Shows the programs that the claims of a folder start, and remembers that you allow exactly these commands and inputs.\n' +
        'You are asked again when one of them changes. It runs none of them.'
    )
    .argument('[folder]', FOLDER_ARGUMENT)
    .action((folder: string | undefined, flags: ClaimsFlags) => {
      const request = programsToAllow(claimsRoot(folderNamed(folder, flags), context))
      if (request.programs.length === 0) {
        context.stdout.write('These claims start no programs.\n')
        return done(EXIT.ok)
      }
      allow(request, consentStore(context.env))
      context.stdout.write(`Allowed, until a command or an input changes:\n\n${consentText(request)}\n`)
      done(EXIT.ok)
    })
  for (const option of claimsOptions()) command.addOption(option)
}
