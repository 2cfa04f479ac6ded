/** Reads CSV as RFC 4180 has it, for tests: no more lenient than the standard. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let rest = text
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest)
    if (match === null) throw new SyntaxError(`no CSV: ${rest.slice(0, 40)}`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    rest = rest.slice(match[0].length)
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
