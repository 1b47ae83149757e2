/** `npm run prove`: in about a minute, one kill at every instant that could lose or double something, on both databases. */
import { runSheets } from './grid.ts'
import { readWishes, type Wanted, withServices } from './services.ts'
import { erasureSheet, fateSheets, paymentSheets, pointSheet } from './sheets.ts'
import { isWrong, renderProblems, renderTable, renderTotals } from './table.ts'

process.exitCode = await withServices(readWishes(process.argv.slice(2), 1), run)

async function run({ points, engines }: Wanted): Promise<number> {
  const began = performance.now()
  console.log(`
The shop is killed (SIGKILL) in the middle of a conversation, once at each of these points, and started again.
Then we count, by what the customer has on the phone and by the database:
  lost     what the customer wrote and got no answer to, and answers that never arrived
  doubled  what was answered, sent or done twice
  marked   what was sent once more because nobody could say whether it had arrived, and is marked so for staff
`)
  const sheets = [
    pointSheet(points, [1]),
    ...fateSheets(points.filter((point) => point === 'delivery.after-answer')).slice(-1),
    erasureSheet(points, [2]),
    ...paymentSheets(points, 1),
  ]
  const rows = []
  for (const sheet of sheets.filter(({ cells }) => cells.length > 0)) {
    const found = await runSheets([sheet], engines)
    rows.push(...found)
    console.log(`${sheet.title}\n\n${renderTable(found)}\n`)
  }
  const wrong = rows.filter(isWrong)
  if (wrong.length > 0) console.log(`${renderProblems(rows)}\n`)
  console.log(`${renderTotals(rows)}, in ${Math.round((performance.now() - began) / 1000)} s`)
  return wrong.length === 0 ? 0 : 1
}
