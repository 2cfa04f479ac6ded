const lines = []

/** Prints a line, and keeps it for the README. */
export function say(line) {
  console.log(line)
  lines.push(line)
}

/** Everything that was said. */
export function transcript() {
  return lines.join('\n')
}
