import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { hashToken, type Secrets } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import { statement, systemStatement } from '../../platform/sql/statement.ts'
import { nobodysHash, passwordMatches } from './passwords.ts'

export { hashPassword } from './passwords.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    staff: { tenant_id: string; id: string; name: string; role: string; password_hash: string; active: number }
    sessions: { hash: string; tenant_id: string; staff: string; ends_at: number }
    sign_in_failures: { account: string; failures: number; since: number }
  }
}

export interface StaffMember {
  tenant: string
  email: string
  name: string
  role: string
}

export type SignInRefusal = { code: 'wrong_email_or_password' } | { code: 'too_many_attempts'; retryAfterMs: number }

const sessionMs = 12 * 3_600_000
const failuresAllowed = 10
const failureWindowMs = 15 * 60_000

const staffByEmail = systemStatement('staff-by-email', (sql, p: { email: string }) =>
  sql.selectFrom('staff').select(['tenant_id', 'id', 'name', 'role', 'password_hash']).where('id', '=', p.email).where('active', '=', 1),
)

/** Each try counts as a failure until its password was seen to be right: however many come at once, each has a number of its own. */
const countTry = systemStatement('count-sign-in-try', (sql, p: { account: string; now: number; forgotten: number }) =>
  sql
    .insertInto('sign_in_failures')
    .values({ account: p.account, failures: 1, since: p.now })
    .onConflict((row) =>
      row.column('account').doUpdateSet((set) => ({
        failures: set
          .case()
          .when('sign_in_failures.since', '<', p.forgotten)
          .then(1)
          .else(set('sign_in_failures.failures', '+', 1))
          .end(),
        since: set
          .case()
          .when('sign_in_failures.since', '<', p.forgotten)
          .then(set.ref('excluded.since'))
          .else(set.ref('sign_in_failures.since'))
          .end(),
      })),
    )
    .returning(['failures', 'since']),
)

const forgetFailures = systemStatement('forget-sign-in-failures', (sql, p: { account: string }) =>
  sql.deleteFrom('sign_in_failures').where('account', '=', p.account),
)

const openSession = systemStatement('open-session', (sql, p: { hash: string; tenant_id: string; staff: string; ends_at: number }) =>
  sql.insertInto('sessions').values({ hash: p.hash, tenant_id: p.tenant_id, staff: p.staff, ends_at: p.ends_at }),
)

const sessionByHash = systemStatement('session-by-hash', (sql, p: { hash: string; now: number }) =>
  sql
    .selectFrom('sessions as s')
    .innerJoin('staff as p', (join) => join.onRef('p.tenant_id', '=', 's.tenant_id').onRef('p.id', '=', 's.staff'))
    .select(['s.tenant_id', 's.staff', 'p.name', 'p.role'])
    .where('s.hash', '=', p.hash)
    .where('s.ends_at', '>', p.now)
    .where('p.active', '=', 1),
)

const endSession = systemStatement('end-session', (sql, p: { hash: string }) => sql.deleteFrom('sessions').where('hash', '=', p.hash))

export const findStaff = statement('find-staff', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('staff').select(['id', 'name']).where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('active', '=', 1),
)

/**
 * The same work and the same words whether or not the account exists. Failures are counted for the account and in the database:
 * neither another address nor another process gives more tries.
 */
export async function signIn(
  database: Database,
  secrets: Secrets,
  given: { email: string; password: string },
): Promise<Outcome<{ token: string; member: StaffMember; endsAt: number }, SignInRefusal>> {
  const email = given.email.trim().toLowerCase()
  const account = secrets.fingerprint('sign-in', email)
  const now = database.now()
  const tries = await database.system.unit('staff.sign-in-try', async (unit) => {
    const counted = await unit.run(countTry, { account, now, forgotten: now - failureWindowMs })
    return counted.rows[0]
  })
  if (tries && tries.failures > failuresAllowed) {
    return refuse({ code: 'too_many_attempts', retryAfterMs: tries.since + failureWindowMs - now })
  }
  const row = (await database.system.read(staffByEmail, { email }))[0]
  const matches = await passwordMatches(given.password, row?.password_hash ?? nobodysHash)
  if (!row || !matches) return refuse({ code: 'wrong_email_or_password' })
  const token = secrets.token()
  const endsAt = now + sessionMs
  await database.system.unit('staff.sign-in', async (unit) => {
    await unit.run(forgetFailures, { account })
    await unit.run(openSession, { hash: hashToken(token), tenant_id: row.tenant_id, staff: row.id, ends_at: endsAt })
  })
  return done({ token, endsAt, member: { tenant: row.tenant_id, email: row.id, name: row.name, role: row.role } })
}

export async function memberOfSession(database: Database, token: string): Promise<StaffMember | null> {
  const row = (await database.system.read(sessionByHash, { hash: hashToken(token), now: database.now() }))[0]
  return row ? { tenant: row.tenant_id, email: row.staff, name: row.name, role: row.role } : null
}

export async function signOut(database: Database, token: string): Promise<void> {
  await database.system.unit('staff.sign-out', (unit) => unit.run(endSession, { hash: hashToken(token) }))
}
