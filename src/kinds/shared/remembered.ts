/** A function that evaluates each number once. */
export function remembered<Value>(evaluate: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>()
  return (key) => {
    if (!known.has(key)) known.set(key, evaluate(key))
    return known.get(key)!
  }
}

/** What is evaluated when it is first asked for, and then known. */
export function once<Value>(evaluate: () => Value): () => Value {
  const known = remembered(evaluate)
  return () => known(0)
}
