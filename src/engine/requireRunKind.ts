import { InputError } from '../errors'
import type { RunSpec } from '../runs/runKinds'

/**
 * The spec as one of the kinds that an engine executes.
 *
 * @throws InputError for a run of another kind
 */
export function requireRunKind<Kind extends RunSpec['kind']>(
  engine: string,
  kinds: Kind | readonly Kind[],
  spec: RunSpec
): Extract<RunSpec, { readonly kind: Kind }> {
  const known: readonly string[] = [kinds].flat()
  if (known.includes(spec.kind)) return spec as Extract<RunSpec, { readonly kind: Kind }>
  throw new InputError(`the engine "${engine}" cannot execute this run`, {
    expected: `a run of kind "${known.join('" or "')}"`,
    received: `a run of kind "${spec.kind}"`,
    remedy: 'choose another engine, or --engine auto'
  })
}
