import { describeClaims } from 'claimcheck/jest'

// Every claim of this project is a test, at the profile that CLAIMCHECK_PROFILE names (default: quick).
describeClaims(['claims/*/*.json', 'claims/*/*/*.json'])
