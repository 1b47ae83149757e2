import { Kysely, type KyselyPlugin, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Run } from './engine.ts'
import { kyselyDriver } from './kysely-driver.ts'
import type { Tables } from './sql.ts'

export function postgresKysely(run: Run, plugins: KyselyPlugin[]): Kysely<Tables> {
  return new Kysely<Tables>({
    plugins,
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => kyselyDriver(run),
    },
  })
}
