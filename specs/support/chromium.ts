import { existsSync } from 'node:fs'

/** Where Debian, Ubuntu, Fedora and macOS keep it. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

/** The browser that tests look at pages with: `CLAIMCHECK_CHROMIUM`, else one in a usual place; null without one. */
export function findChromium(): string | null {
  const named = process.env.CLAIMCHECK_CHROMIUM
  if (named !== undefined && named !== '') return named
  return USUAL.find((file) => existsSync(file)) ?? null
}
