import type { Migration } from '../platform/sql/migration.ts'

/** Conversations by the time they began, whatever they are called: all of them, a line's, an address's, a team's, and those of one holder. */
export const conversationsInTime: Migration = {
  name: '0024_conversations_in_time',
  tenantTables: [],
  async up({ schema }) {
    // Its place is taken by one that sorts an address's conversations too: without, SQLite would walk along all of the shop's for it.
    await schema.dropIndex('conversations_any_address').execute()
    for (const [name, columns] of [
      ['conversations_time', []],
      ['conversations_line_time', ['line_id']],
      ['conversations_address_time', ['address_key']],
      ['conversations_team_time', ['team']],
      ['conversations_holder_time', ['floor_holder']],
    ] as const) {
      await schema
        .createIndex(name)
        .on('conversations')
        .columns(['tenant_id', ...columns, 'created_at', 'id'])
        .execute()
    }
  },
}
