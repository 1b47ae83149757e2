/**
 * `npm run test:faults`: kills the whole program at every fault point, the first, second and third time it is passed, on both
 * databases; then with trouble at the provider, with a provider that tells less, and at instants nobody chose. Everything a
 * customer was promised is counted afterwards. `--seed`, `--point` and `--database` choose a part.
 */
import { type Row, runSheets } from './grid.ts'
import { type PaymentStorm, runPaymentStorm } from './payment-storm.ts'
import { readWishes, type Wanted, withServices } from './services.ts'
import { againSheet, erasureSheet, fateSheets, paymentSheets, pointSheet, troubleSheet } from './sheets.ts'
import { runStorm, type Storm } from './storm.ts'
import { isWrong, renderProblems, renderTable, renderTotals } from './table.ts'

const storms = 4

process.exitCode = await withServices(readWishes(process.argv.slice(2), Date.now() % 100_000), run)

async function run({ seed, points, engines }: Wanted): Promise<number> {
  const began = performance.now()
  const sheets = [
    pointSheet(points, [1, 2, 3]),
    againSheet(points),
    troubleSheet(points),
    ...fateSheets(points),
    erasureSheet(points, [1, 2, 3, 4, 5]),
    ...paymentSheets(points, 10),
  ]
  const rows: Row[] = []
  for (const sheet of sheets) {
    if (sheet.cells.length === 0) continue
    const found = await runSheets([sheet], engines)
    rows.push(...found)
    console.log(`\n${sheet.title}\n\n${renderTable(found)}\n\n${renderTotals(found)}`)
  }
  const found: Storm[] = []
  console.log('\nkills at random instants, in a stream of conversations and provider troubles\n')
  for (let at = 0; at < storms; at++) {
    const pair = await Promise.all(engines.map((engine) => runStorm(engine, seed + at, { conversations: 6, kills: 10 })))
    for (const storm of pair) console.log(tellStorm(storm))
    found.push(...pair)
  }
  console.log('\nkills at random instants, while many buyers pay, are given back, and pay twice\n')
  const paid: PaymentStorm[] = []
  for (const payments of ['stripe', 'mercadopago'] as const) {
    const pair = await Promise.all(engines.map((engine) => runPaymentStorm({ engine, payments, seed }, { buyers: 12, kills: 10 })))
    for (const storm of pair) console.log(tellPaymentStorm(storm))
    paid.push(...pair)
  }
  const wrong = rows.filter(isWrong).length + [...found, ...paid].filter(({ problems }) => problems.length > 0).length
  if (wrong > 0) console.log(`\n${renderProblems(rows)}`)
  console.log(`\n${renderTotals(rows)}; ${[...found, ...paid].reduce((sum, { kills }) => sum + kills, 0)} random kills`)
  console.log(
    `${wrong === 0 ? 'Everything held' : `WRONG in ${wrong} places`}, in ${Math.round((performance.now() - began) / 1000)} s (--seed ${seed})`,
  )
  return wrong === 0 ? 0 : 1
}

function tellStorm({ engine, seed, conversations, kills, lost, doubled, marked, problems }: Storm): string {
  const told = `${engine}, seed ${seed}: ${conversations} conversations, ${kills} kills: ${lost} lost, ${doubled} doubled, ${marked} marked`
  return [told, ...problems.map((problem) => `    ✖ ${problem}`)].join('\n')
}

function tellPaymentStorm({ engine, payments, seed, buyers, kills, lost, doubled, problems }: PaymentStorm): string {
  const told = `${engine}, ${payments}, seed ${seed}: ${buyers} buyers, ${kills} kills: ${lost} lost, ${doubled} doubled`
  return [told, ...problems.map((problem) => `    ✖ ${problem}`)].join('\n')
}
