import type { ProgramExperiment } from './types'

type Named = Pick<ProgramExperiment, 'command' | 'arms' | 'environment'>

/** `{lr}`, `{seed.init}`: what stands in a command, or in a variable's value, for what a run has. */
const PLACEHOLDER = /\{([A-Za-z_][\w.-]*)\}/g

export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!)
}

/** The names of all placeholders of an experiment. */
export function placeholdersOf({ command, arms, environment }: Named): ReadonlySet<string> {
  const commands = [command, ...Object.values(arms).map((arm) => arm.command ?? [])]
  return new Set([...commands.flat(), ...Object.values(environment.set)].flatMap(placeholdersIn))
}
