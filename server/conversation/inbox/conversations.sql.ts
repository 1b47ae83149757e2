import { statement } from '../../platform/sql/statement.ts'
import type { Conversation } from './conversation.ts'
import type { FloorReason, Holder } from './floor.ts'

const columns = [
  'id',
  'channel',
  'line_id',
  'seller_id',
  'address',
  'customer_id',
  'customer_name',
  'floor_holder',
  'floor_since',
  'floor_until',
  'floor_reason',
  'floor_epoch',
  'labels',
  'assignee',
  'team',
  'language',
  'last_seq',
  'last_message_preview',
  'last_message_at',
  'created_at',
] as const

export const findConversationByAddress = statement(
  'find-conversation-by-address',
  (sql, p: { tenant: string; line: string; address_key: string }) =>
    sql
      .selectFrom('conversations')
      .select(columns)
      .where('tenant_id', '=', p.tenant)
      .where('line_id', '=', p.line)
      .where('address_key', '=', p.address_key),
)

export const findConversationById = statement('find-conversation', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('conversations').select(columns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const insertConversation = statement(
  'insert-conversation',
  (
    sql,
    p: {
      tenant: string
      id: string
      channel: string
      line: string | null
      seller: string | null
      address: string
      address_key: string
      customer: string
      customer_name: string | null
      floor_holder: Holder
      floor_since: number
      floor_until: number | null
      floor_reason: FloorReason
      floor_epoch: number
      team: string | null
      language: string | null
      last_seq: number
      preview: string
      at: number
    },
  ) =>
    sql.insertInto('conversations').values({
      tenant_id: p.tenant,
      id: p.id,
      channel: p.channel,
      line_id: p.line,
      seller_id: p.seller,
      address: p.address,
      address_key: p.address_key,
      customer_id: p.customer,
      customer_name: p.customer_name,
      floor_holder: p.floor_holder,
      floor_since: p.floor_since,
      floor_until: p.floor_until,
      floor_reason: p.floor_reason,
      floor_epoch: p.floor_epoch,
      labels: '[]',
      assignee: null,
      team: p.team,
      language: p.language,
      last_seq: p.last_seq,
      last_message_preview: p.preview,
      last_message_at: p.at,
      created_at: p.at,
    }),
)

/** What a customer's message changes: the address and name are the newest the provider gave; whose it is stays. */
export const noteCustomerWrote = statement(
  'note-customer-wrote',
  (
    sql,
    p: {
      tenant: string
      id: string
      address: string
      address_key: string
      customer: string
      customer_name: string | null
      seller: string | null
      language: string | null
      last_seq: number
      preview: string
      at: number
    },
  ) =>
    sql
      .updateTable('conversations')
      .set((row) => ({
        address: p.address,
        address_key: p.address_key,
        customer_id: row.fn.coalesce('customer_id', row.val(p.customer)),
        customer_name: row.fn.coalesce(row.val(p.customer_name), 'customer_name'),
        seller_id: row.fn.coalesce(row.val(p.seller), 'seller_id'),
        language: row.fn.coalesce('language', row.val(p.language)),
        last_seq: p.last_seq,
        last_message_preview: p.preview,
        last_message_at: p.at,
      }))
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const noteShopWrote = statement(
  'note-shop-wrote',
  (sql, p: { tenant: string; id: string; last_seq: number; preview: string; at: number }) =>
    sql
      .updateTable('conversations')
      .set({ last_seq: p.last_seq, last_message_preview: p.preview, last_message_at: p.at })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const writeFloor = statement(
  'write-floor',
  (sql, p: { tenant: string; id: string; holder: Holder; since: number; until: number | null; reason: FloorReason; epoch: number }) =>
    sql
      .updateTable('conversations')
      .set({ floor_holder: p.holder, floor_since: p.since, floor_until: p.until, floor_reason: p.reason, floor_epoch: p.epoch })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const setLabels = statement('set-labels', (sql, p: { tenant: string; id: string; labels: string }) =>
  sql.updateTable('conversations').set({ labels: p.labels }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const assign = statement(
  'assign-conversation',
  (sql, p: { tenant: string; id: string; assignee: string | null; team: string | null }) =>
    sql.updateTable('conversations').set({ assignee: p.assignee, team: p.team }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export interface ConversationRow {
  id: string
  channel: string
  line_id: string | null
  seller_id: string | null
  address: string
  customer_id: string | null
  customer_name: string | null
  floor_holder: Holder
  floor_since: number
  floor_until: number | null
  floor_reason: FloorReason
  floor_epoch: number
  labels: string
  assignee: string | null
  team: string | null
  language: string | null
  last_seq: number
  last_message_preview: string
  last_message_at: number
  created_at: number
}

export { columns as conversationColumns }

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    line: row.line_id,
    seller: row.seller_id,
    address: row.address,
    customer: row.customer_id,
    customerName: row.customer_name,
    floor: { holder: row.floor_holder, since: row.floor_since, until: row.floor_until, reason: row.floor_reason, epoch: row.floor_epoch },
    labels: JSON.parse(row.labels),
    assignee: row.assignee,
    team: row.team,
    language: row.language,
    lastSeq: row.last_seq,
    preview: row.last_message_preview,
    lastMessageAt: row.last_message_at,
    createdAt: row.created_at,
  }
}
