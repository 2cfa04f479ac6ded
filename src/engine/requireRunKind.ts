import { InputError } from '../errors'
import type { RunSpec } from '../runs/runKinds'

/**
 * The spec as one of the kind that an engine executes.
 *
 * @throws InputError for a run of another kind
 */
export function requireRunKind<Kind extends RunSpec['kind']>(
  engine: string,
  kind: Kind,
  spec: RunSpec
): Extract<RunSpec, { readonly kind: Kind }> {
  if (spec.kind === kind) return spec as Extract<RunSpec, { readonly kind: Kind }>
  throw new InputError(`the engine "${engine}" cannot execute this run`, {
    expected: `a run of kind "${kind}"`,
    received: `a run of kind "${spec.kind}"`,
    remedy: 'choose another engine, or --engine auto'
  })
}
