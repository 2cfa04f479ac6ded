import { ENGINES } from './engines'
import { type EngineProbe, rankEngines } from './rankEngines'

/**
 * Finds out which engines work here, in which variants. Each that is installed is started in a process of its own, so a
 * crash or a hang of native code is a finding and not the end of the caller. Takes a second or two.
 *
 * @returns kind of run by kind of run, in the order in which `--engine auto` prefers them
 * @throws InputError where the environment asks for a variant that there is not
 */
export async function probeEngines(): Promise<EngineProbe[]> {
  const asked = ENGINES.map((engine) => ({ engine, forced: engine.forced?.(process.env) ?? null }))
  const variants = await Promise.all(
    asked.map(async ({ engine: { name, runs, probe }, forced }) =>
      (await probe()).map((variant) => ({ engine: name, runs, forced, ...variant }))
    )
  )
  const kinds = new Set(ENGINES.map(({ runs }) => runs))
  return [...kinds].flatMap((kind) => rankEngines(variants.flat().filter(({ runs }) => runs === kind)))
}
