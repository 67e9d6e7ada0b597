// What is kept of what somebody types: texts character by character, and which dates are refused or asked about.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contentOf, fileOf, said } from '../../docs/assets/assess/answers.js'
import { isDay, kept, oneLine, troubleOf, writable } from '../../docs/assets/assess/typed.js'
import { MODEL, TODAY, Tab, content } from './world.js'

describe('a text', () => {
  test('is kept as a note down to its last blank', () => {
    for (const text of [' \tindented\n\n  - point \n', 'e\u0301 and \u00e9', '\u{1f642}\u{1f468}\u200d\u{1f469}', '\u202eabc', '\u00a0\u0085', 'a\ufeffb']) {
      assert.equal(kept(text, 'note'), text)
    }
  })

  test('is kept as a line without the blanks around it, and is one line', () => {
    assert.equal(kept('\u00a0 Ada  Lovelace \t', 'line'), 'Ada  Lovelace')
    assert.equal(kept('Ada\r\nLovelace\u2028', 'line'), 'Ada Lovelace')
    assert.equal(oneLine('a\n\nb'), 'a b')
  })

  test('that is blank is none', () => {
    for (const kind of /** @type {const} */ (['line', 'note'])) assert.equal(kept(' \n\t\u2029 ', kind), '')
  })

  test('loses what no file can hold, and every end of a line is one', () => {
    assert.equal(writable('a\0b\ud800c\udc00\ud83d\ude42\x1f\x7f\uffff'), 'abc\u{1f642}')
    assert.equal(writable('1\r\n2\r3\v4\f5\u20286\u20297'), '1\n2\n3\n4\n5\n6\n7')
  })
})

describe('a date', () => {
  /** @type {[string, boolean, ReturnType<typeof troubleOf>][]} */
  const cases = [
    ['', false, null],
    ['', true, { refused: true, key: 'date.incomplete' }],
    ['0202-03-01', false, { refused: true, key: 'date.year' }],
    ['1899-12-31', false, { refused: true, key: 'date.year' }],
    ['2100-01-01', false, { refused: true, key: 'date.year' }],
    ['20266-01-01', false, { refused: true, key: 'date.year' }],
    ['3 March', false, { refused: true, key: 'date.form' }],
    ['1900-01-01', false, { refused: false, key: 'date.long_ago' }],
    ['1989-12-31', false, { refused: false, key: 'date.long_ago' }],
    ['1990-01-01', false, null],
    [TODAY, false, null],
    ['2026-11-26', false, { refused: false, key: 'date.ahead' }],
    ['2099-12-31', false, { refused: false, key: 'date.ahead' }],
  ]
  for (const [text, incomplete, expected] of cases) {
    test(`“${text}”${incomplete ? ', of which a part is missing' : ''}`, () => assert.deepEqual(troubleOf(text, incomplete, TODAY), expected))
  }

  test('is a day that there is', () => {
    for (const text of ['2026-02-28', '2028-02-29']) assert.ok(isDay(text), text)
    for (const text of [undefined, '', '2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '2026-11-21T10:00']) assert.ok(!isDay(text), text)
  })

  test('that cannot be right is in no file, wherever it came from', () => {
    const { fields } = content({ alpha: 'missing', 'alpha.evidence_date': '0202-03-01', ':taken': '0202-03-01' })
    const file = fileOf(MODEL, { fields, rest: {}, reviews: [] }, TODAY)
    assert.equal(file.taken, TODAY)
    assert.deepEqual(file.responses, { alpha: { answer: 'missing' } })
    assert.deepEqual(said(fields, 'beta'), { response: null, draft: null })
    assert.deepEqual(contentOf(file).fields.get(':taken'), TODAY)
  })

  test('of an assessment that cannot be right is followed by the day of the next answer', () => {
    const tab = new Tab().open(content({ alpha: 'missing', ':taken': '0202-03-01' }))
    tab.type('beta', 'missing')
    assert.equal(tab.take('sync')?.change?.fields.get(':taken'), TODAY)
  })
})
