const warned = new Set<string>()

/**
 * The exports of an entry under names that still stand elsewhere. Neither reading a name nor importing it loads anything,
 * because Node reads all names of a CommonJS module that an ES module imports: calling a function does, and so does
 * asking for a property.
 *
 * @param load of functions and classes
 */
export function moved<Exports extends object>(entry: string, load: () => Exports): Exports {
  const names: ProxyHandler<Exports> = { get: (_, name) => functionOf(entry, load, name) }
  return new Proxy(Object.create(null), names)
}

function functionOf(entry: string, load: () => object, name: string | symbol): unknown {
  const use = (): NewableFunction => {
    warn(String(name), entry)
    return Reflect.get(load(), name)
  }
  // A target that can be called and constructed.
  return new Proxy(function target() {}, {
    apply: (_, self, args) => Reflect.apply(use(), self, args),
    construct: (_, args, newTarget) => Reflect.construct(use(), args, newTarget),
    get: (_, key) => Reflect.get(use(), key)
  })
}

/** A whole entry under a name of another one. */
export function atItsEntry<Exports extends object>(name: string, entry: string, load: () => Exports): Exports {
  const use = () => {
    warn(name, entry)
    return load()
  }
  return new Proxy(Object.create(null), {
    get: (_, key) => Reflect.get(use(), key),
    has: (_, key) => Reflect.has(use(), key),
    ownKeys: () => Reflect.ownKeys(use()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(use(), key)
      // The target, of which a proxy may say nothing that does not hold, has no such property.
      return descriptor && { ...descriptor, configurable: true }
    }
  })
}

/** Once for each entry. */
function warn(name: string, entry: string): void {
  if (warned.has(entry)) return
  warned.add(entry)
  const message = `${name} has moved to ${entry}: import it from there, the next version of claimcheck has it nowhere else`
  process.emitWarning(message, { type: 'DeprecationWarning', code: 'CLAIMCHECK_MOVED' })
}
