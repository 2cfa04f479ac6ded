import { placeholdersOf as namesIn } from '../../programs/fillCommand'
import type { ProgramExperiment } from './types'

type Named = Pick<ProgramExperiment, 'command' | 'arms' | 'environment'>

/** The names in the braces of a text. @example placeholdersIn('--lr={lr}') // ['lr'] */
export function placeholdersIn(text: string): readonly string[] {
  return [...namesIn({ command: [text] })]
}

/** The names of all placeholders of an experiment. */
export function programPlaceholders({ command, arms, environment }: Named): ReadonlySet<string> {
  const commands = [command, ...Object.values(arms).map((arm) => arm.command ?? [])]
  return namesIn({ command: commands.flat(), environment })
}
