import type { Told } from './conversation.ts'
import type { KillableShop } from './shop.ts'

/** What became of one conversation: by what the provider accepted, and by what the database says. */
export interface Verdict {
  /** Messages never answered, and replies or notices that never reached the phone. */
  lost: number
  /** What is on the phone twice, answered twice, or took effect twice. */
  doubled: number
  /** Sent once more after the doubt and marked as such for staff. */
  marked: number
  /** Shown to staff as failed, after a repeat that the provider took no notice of either. */
  givenUp: number
  problems: string[]
}

interface MessageRow {
  id: string
  seq: number
  role: string
  text: string
  turn_id: string | null
  provider_id: string | null
  turn_state: string | null
  outcome: string | null
  delivery: string | null
  mark: string | null
  due: number | null
  repeated: number | null
}

export async function judge(shop: KillableShop, told: Told, restless: readonly string[]): Promise<Verdict> {
  const rows = await readMessages(shop, told.customer)
  const verdict: Verdict = { lost: 0, doubled: 0, marked: 0, givenUp: 0, problems: [...restless] }
  judgeInbound(told, rows, verdict)
  judgeReplies(told, rows, verdict)
  judgeDeliveries(shop, told, rows, verdict)
  await judgeNumbers(shop, told, rows, verdict)
  return verdict
}

function readMessages(shop: KillableShop, customer: string): Promise<MessageRow[]> {
  return shop.database.rows<MessageRow>(
    `select m.id, m.seq, m.role, m.text, m.turn_id, m.provider_id, t.state as turn_state, t.outcome,
            d.state as delivery, d.mark, d.due, d.repeated
     from messages m
     left join turns t on t.tenant_id = m.tenant_id and t.id = m.turn_id
     left join deliveries d on d.tenant_id = m.tenant_id and d.message_id = m.id
     where m.tenant_id = 'demo' and m.conversation_id in (select id from conversations where address = '${customer}')
     order by m.seq`,
  )
}

function blame(verdict: Verdict, kind: 'lost' | 'doubled', count: number, what: string): void {
  if (count <= 0) return
  verdict[kind] += count
  verdict.problems.push(`${kind}: ${what}`)
}

/** Every acknowledged message is there once, and in exactly one turn, which came to its end. */
function judgeInbound(told: Told, rows: readonly MessageRow[], verdict: Verdict): void {
  for (const { id, text } of told.messages) {
    const stored = rows.filter((row) => row.provider_id === id)
    blame(verdict, 'lost', stored.length === 0 ? 1 : 0, `«${text}» was acknowledged and is not stored`)
    blame(verdict, 'doubled', stored.length - 1, `«${text}» is stored ${stored.length} times`)
    for (const row of stored)
      if (row.turn_state !== 'done') verdict.problems.push(`«${text}» is in a turn that is ${row.turn_state ?? 'not there'}`)
  }
}

/** Every message is answered by one reply, every turn has one, and the greeting and each notice came once. */
function judgeReplies(told: Told, rows: readonly MessageRow[], verdict: Verdict): void {
  const own = rows.filter(({ role }) => role === 'seller' || role === 'system')
  for (const { text } of told.messages) {
    const answers = own.filter((row) => row.text.includes(`«${text}»`)).length
    blame(verdict, 'lost', 1 - answers, `«${text}» has no answer`)
    blame(verdict, 'doubled', answers - 1, `«${text}» has ${answers} answers`)
  }
  const answered = new Map<string, number>()
  for (const { role, turn_id } of own) if (role === 'seller' && turn_id) answered.set(turn_id, (answered.get(turn_id) ?? 0) + 1)
  for (const [turn, count] of answered) blame(verdict, 'doubled', count - 1, `turn ${turn} was answered ${count} times`)
  const greetings = own.filter(({ text }) => text.includes('¡Hola!')).length
  blame(verdict, 'doubled', greetings - 1, `${greetings} greetings`)
  const notices = own.filter(({ role }) => role === 'system').length
  blame(verdict, 'lost', told.handOvers - notices, `${told.handOvers} hand-overs and ${notices} notices`)
  blame(verdict, 'doubled', notices - told.handOvers, `${told.handOvers} hand-overs and ${notices} notices`)
}

/** What was said is on the phone once, in the order it was said; a repeat only where its doubt allows it and staff can see it. */
function judgeDeliveries(shop: KillableShop, told: Told, rows: readonly MessageRow[], verdict: Verdict): void {
  const accepted = shop.provider.standIn.accepted.filter(({ to }) => to === told.customer)
  const own = rows.filter(({ delivery }) => delivery !== null)
  for (const row of own) {
    if (told.givesUp && row.delivery === 'failed' && Number(row.repeated) === 1) {
      verdict.givenUp++
      continue
    }
    const times = accepted.filter(({ correlation }) => correlation === row.id).length
    const words = JSON.stringify(row.text)
    blame(verdict, 'lost', times === 0 ? 1 : 0, `${words} never reached the phone (${row.delivery})`)
    const allowed = Number(row.repeated) === 1 && !shop.settings.lookUp && shop.settings.statuses === 'none'
    if (allowed && times === 2) verdict.marked++
    else blame(verdict, 'doubled', times - 1, `${words} is ${times} times on the phone${row.repeated ? ', marked' : ', unmarked'}`)
    if (allowed && times > 2) verdict.problems.push(`${words} was repeated more than once`)
    if (row.delivery !== 'accepted') verdict.problems.push(`${words} ended ${row.delivery}`)
  }
  const unknown = accepted.filter(({ correlation }) => !own.some(({ id }) => id === correlation))
  blame(verdict, 'doubled', unknown.length, `${unknown.length} messages on the phone that the shop knows nothing of`)
  const order = [...new Set(accepted.map(({ correlation }) => correlation))]
  const said = own.map(({ id }) => id).filter((id) => order.includes(id))
  if (order.filter((id) => said.includes(id)).join() !== said.join()) verdict.problems.push('the replies are on the phone in another order')
}

/** The tool's effect, once for each turn that asked for it: in its table, in the journal and in the reply. */
async function judgeNumbers(shop: KillableShop, told: Told, rows: readonly MessageRow[], verdict: Verdict): Promise<void> {
  const asking = new Set(rows.filter(({ role, text }) => role === 'customer' && text.includes('número')).map(({ turn_id }) => turn_id))
  const given = await shop.database.rows<{ number: number }>(
    `select number from counter_numbers where tenant_id = 'demo'
     and conversation_id in (select id from conversations where address = '${told.customer}') order by number`,
  )
  const toldNumbers = rows.flatMap(({ role, text }) =>
    role === 'seller' ? [...text.matchAll(/Tu número es el (\d+)\./g)].map(([, n]) => Number(n)) : [],
  )
  blame(verdict, 'lost', asking.size - given.length, `${asking.size} numbers asked for, ${given.length} given`)
  blame(verdict, 'doubled', given.length - asking.size, `${asking.size} numbers asked for, ${given.length} given`)
  const taken = given.map(({ number }) => Number(number))
  if (taken.join() !== toldNumbers.join()) verdict.problems.push(`numbers given: ${taken.join()}; numbers told: ${toldNumbers.join()}`)
}
