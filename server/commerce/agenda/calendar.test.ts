import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsOf, dayOf, isOpenFor, openRanges, type Service, startsOn } from './calendar.ts'
import { agendaOf } from './services.ts'

const service: Service = { id: 'corte', name: 'Corte', minutes: 60, storefront: null, capacity: 1, bufferMinutes: 0 }
const hoursIn = (timezone: string, hours: Record<string, string[]>, holidays: string[] = []) =>
  agendaOf(JSON.stringify({ services: [], hours, holidays }), timezone).hours
const iso = (at: number) => new Date(at).toISOString()

test('a day of the shop is a day of its own time zone', () => {
  const hours = hoursIn('America/Argentina/Buenos_Aires', { 'mon-fri': ['09:00-11:00', '15:00-16:30'] })
  assert.deepEqual(startsOn(hours, service, '2026-03-11').map(iso), [
    '2026-03-11T12:00:00.000Z',
    '2026-03-11T13:00:00.000Z',
    '2026-03-11T18:00:00.000Z',
  ])
  assert.deepEqual(startsOn(hours, service, '2026-03-14'), [])
})

test('days may go over the end of the week, and nobody is there on a holiday', () => {
  const hours = hoursIn('UTC', { 'sat-mon': ['10:00-12:00'] }, ['2026-03-15'])
  assert.deepEqual(
    ['2026-03-13', '2026-03-14', '2026-03-15', '2026-03-16', '2026-03-17'].map((date) => startsOn(hours, service, date).length),
    [0, 2, 0, 2, 0],
  )
})

test('the night in which the clocks jump has an hour less, and the one in which they go back an hour more', () => {
  const hours = hoursIn('America/Santiago', { 'mon-sun': ['00:00-24:00'] })
  const lengthOf = (date: string) => {
    const { from, to } = dayOf(hours, date)
    return (to - from) / 3_600_000
  }
  assert.deepEqual([lengthOf('2026-09-05'), lengthOf('2026-09-06'), lengthOf('2026-04-04')], [24, 23, 25])
  assert.equal(startsOn(hours, service, '2026-09-06').length, 23)
  assert.equal(startsOn(hours, service, '2026-04-04').length, 25)
  assert.equal(new Set(startsOn(hours, service, '2026-04-04')).size, 25)
})

test('an appointment must end before the shop closes, the pause after it need not', () => {
  const hours = hoursIn('UTC', { wed: ['09:00-10:00'] })
  const at = (time: string) => Date.parse(`2026-03-11T${time}:00Z`)
  assert.ok(isOpenFor(hours, { ...service, bufferMinutes: 30 }, at('09:00')))
  assert.ok(!isOpenFor(hours, service, at('09:05')))
  assert.ok(!isOpenFor(hours, service, at('08:55')))
  assert.deepEqual(openRanges(hours, '2026-03-12'), [])
  assert.equal(cellsOf({ minutes: 30, bufferMinutes: 12 }, 0).length, 9)
})
